import sys
from itertools import groupby

best, longest = "Dark", 0
for colour, stretch in groupby(sys.stdin.read().split()):
    length = len(list(stretch))
    if length > longest:
        best, longest = colour, length
print(best, longest)
