import sys

count, *pitches = map(int, sys.stdin.read().split())
sys.exit(42 if 2 <= count <= 300 and sorted(pitches) == list(range(1, count + 1)) else 43)
