import sys

n, k = map(int, sys.stdin.read().split())
sys.exit(42 if 1 <= n <= 20000 and 1 <= k <= 20000 else 43)
