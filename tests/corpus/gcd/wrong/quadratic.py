from math import gcd

n = int(input())
a = list(map(int, input().split()))
best = 0
where = 0
for i in range(n):
    g = 0
    for j in range(n):
        if j != i:
            g = gcd(g, a[j])
    if g > best:
        best = g
        where = i + 1
print(where, best)
