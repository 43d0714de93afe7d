n = int(input())
a = list(map(int, input().split()))
seen = []
res = []
for x in a:
    seen.append(x)
    seen = sorted(seen)
    m = len(seen)
    if m % 2 == 1:
        res.append(seen[m // 2])
    else:
        res.append((seen[m // 2 - 1] + seen[m // 2]) // 2)
print(*res)
