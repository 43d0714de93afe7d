n = int(input())
a = list(map(int, input().split()))
seen = {}
s = 0
for i in range(n):
    s += a[i]
    r = s % n
    if r in seen:
        print(i - seen[r])
        print(*range(seen[r] + 2, i + 2))
        break
    seen[r] = i
else:
    print(n)
    print(*range(1, n + 1))
