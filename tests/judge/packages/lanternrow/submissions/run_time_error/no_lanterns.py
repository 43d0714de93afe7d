# max() of nothing throws on the empty file.
import sys
from itertools import groupby

runs = [(colour, len(list(run))) for colour, run in groupby(sys.stdin.read().split())]
print(*max(runs, key=lambda run: run[1]))
