n = int(input())
weights = list(map(int, input().split()))
total = sum(weights)
reachable = 1
for w in weights:
    reachable |= reachable << w
best = total
for s in range(total // 2):
    if reachable >> s & 1:
        best = min(best, total - 2 * s)
print(best)
