import sys

n, m, *numbers = map(int, sys.stdin.read().split())
ranges = list(zip(numbers[::3], numbers[1::3], numbers[2::3]))
seen = 1
for parent, first, last in ranges:
    if not (1 <= parent < first <= last and first == seen + 1):
        sys.exit(43)
    seen = last
sys.exit(42 if seen == n <= 120000 and len(ranges) == m and len(numbers) == 3 * m else 43)
