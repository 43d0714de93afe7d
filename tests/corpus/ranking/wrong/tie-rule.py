n = int(input())
table = {}
for _ in range(n):
    a, b, x, y = input().split()
    x = int(x)
    y = int(y)
    for t, f, g in ((a, x, y), (b, y, x)):
        p, d, s = table.get(t, (0, 0, 0))
        table[t] = (p + (3 if f > g else 1 if f == g else 0), d + f - g, s + f)
ranking = sorted(((v, t) for t, v in table.items()), reverse=True)
place = 1
for i, (v, t) in enumerate(ranking):
    if i and v != ranking[i - 1][0]:
        place = i + 1
    print(place, t, v[0])
