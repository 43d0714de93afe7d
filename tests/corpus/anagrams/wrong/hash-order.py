import sys
from collections import defaultdict

words = set(sys.stdin.read().split()[1:])
groups = defaultdict(list)
for word in words:
    groups[tuple(sorted(word))].append(word)
best = max(groups.values(), key=len)
print(len(best))
print(*sorted(best))
