n = int(input())
keys = set(map(int, input().split()))
best = 0
for bit in range(29, -1, -1):
    want = best | (1 << bit)
    if sum(1 for k in keys if k & want == want) >= 2:
        best = want
print(best)
