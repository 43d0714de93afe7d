# Lower case beyond ASCII: those are other letters to the default validator.
import sys
from itertools import groupby

best, longest = "Dark", 0
for colour, stretch in groupby(sys.stdin.buffer.read().decode("utf-8").split()):
    length = len(list(stretch))
    if length > longest:
        best, longest = colour, length
sys.stdout.buffer.write(f"{best.lower()} {longest}\n".encode("utf-8"))
