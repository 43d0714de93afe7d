n, k, d = map(int, input().split())
a = list(map(int, input().split()))
res = 0
for i in range(n - k + 1):
    w = a[i:i + k]
    if max(w) - min(w) <= d:
        res += 1
print(res)
