import sys
from collections import Counter

data = sys.stdin.read().split()
n = int(data[0])
votes = Counter(data[1:])
winners = sorted(name for name in votes if votes[name] >= (n + 2) // 3)
print(len(winners))
for w in winners:
    print(w)
