n, t = map(int, input().split())
a = list(map(int, input().split()))
res = (0, 0)
for i in range(n):
    if t - a[i] in a[i + 1:]:
        res = (i + 1, a.index(t - a[i], i + 1) + 1)
        break
print(*res)
