from math import gcd
from functools import reduce

n = int(input())
a = list(map(int, input().split()))
# put aside the rope that shares least with its neighbours
share = []
for i in range(n):
    left = a[i - 1]
    right = a[(i + 1) % n]
    share.append(gcd(a[i], left) + gcd(a[i], right))
i = share.index(min(share))
print(i + 1, reduce(gcd, a[:i] + a[i + 1:]))
