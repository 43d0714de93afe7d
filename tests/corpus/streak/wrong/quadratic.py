n = int(input())
a = list(map(int, input().split()))
best = (a[0], -1, 0)
for i in range(n):
    s = 0
    for j in range(i, n):
        s += a[j]
        if (s, -(j - i + 1), -i) > best:
            best = (s, -(j - i + 1), -i)
print(best[0], 1 - best[2], -best[2] - best[1])
