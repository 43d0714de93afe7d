n = int(input())
a = list(map(int, input().split()))
best = None
start = 0
s = 0
for i, x in enumerate(a):
    if s <= 0:
        s = 0
        start = i
    s += x
    if best is None or s > best[0]:
        best = (s, start + 1, i + 1)
print(*best)
