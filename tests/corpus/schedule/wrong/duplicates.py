import sys
from collections import defaultdict, deque

data = list(map(int, sys.stdin.read().split()))
n, m = data[0], data[1]
after = defaultdict(set)
count = [0] * (n + 1)
for i in range(m):
    a, b = data[2 + 2 * i], data[3 + 2 * i]
    after[a].add(b)
    count[b] += 1
queue = deque(step for step in range(1, n + 1) if count[step] == 0)
order = []
while queue:
    a = queue.popleft()
    order.append(a)
    for b in after[a]:
        count[b] -= 1
        if count[b] == 0:
            queue.append(b)
print(*order) if len(order) == n else print("IMPOSSIBLE")
