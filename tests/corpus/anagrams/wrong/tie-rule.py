import sys
from collections import defaultdict

data = sys.stdin.read().split()
groups = defaultdict(set)
for w in data[1:]:
    groups["".join(sorted(w))].add(w)
# smallest key of the largest groups
best = min(groups, key=lambda k: (-len(groups[k]), k))
print(len(groups[best]))
print(*sorted(groups[best]))
