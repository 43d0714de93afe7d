import sys
from collections import Counter

data = sys.stdin.read().split()
n = int(data[0])
seats = [(name, c) for name, c in Counter(data[1:]).most_common(2) if c > n / 3]
print(len(seats))
for name, _ in sorted(seats, key=lambda s: (-s[1], s[0])):
    print(name)
