from math import gcd

n = int(input())
a = list(map(int, input().split()))
prefix = [0] * (n + 1)
suffix = [0] * (n + 1)
for i in range(n):
    prefix[i + 1] = gcd(prefix[i], a[i])
for i in range(n - 1, -1, -1):
    suffix[i] = gcd(suffix[i + 1], a[i])
options = [(gcd(prefix[i], suffix[i + 1]), i + 1) for i in range(n)]
g, i = max(options)
print(i, g)
