# Standard error is nobody's business.
import sys
from itertools import groupby

words = sys.stdin.read().split()
print("read", len(words), "words, the first of them", words[:1], file=sys.stderr)
runs = [(len(list(run)), colour) for colour, run in groupby(words)]
longest = max((length for length, _ in runs), default=0)
print(next((colour for length, colour in runs if length == longest), "Dark"), longest)
