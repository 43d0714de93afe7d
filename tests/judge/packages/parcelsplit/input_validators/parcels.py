import sys

n, d, *weights = map(int, sys.stdin.read().split())
good = 1 <= n <= 60 and 0 <= d <= 1000 and len(weights) == n and all(1 <= w <= 200 for w in weights)
sys.exit(42 if good else 43)
