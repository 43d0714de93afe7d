import sys

highest, number = map(int, sys.stdin.read().split())
sys.exit(42 if 1 <= number <= highest <= 4000 else 43)
