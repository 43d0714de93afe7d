# ASCII letters in the wrong case: the default validator does not mind.
import sys
from itertools import groupby

best, longest = "Dark", 0
for colour, stretch in groupby(sys.stdin.buffer.read().decode("utf-8").split()):
    length = len(list(stretch))
    if length > longest:
        best, longest = colour, length
swapped = "".join(c.swapcase() if c.isascii() else c for c in best)
sys.stdout.buffer.write(f"{swapped} {longest}\n".encode("utf-8"))
