n, k = map(int, input().split())
circle = list(range(1, n + 1))
i = 0
while len(circle) > 1:
    i = (i + k - 1) % len(circle)
    del circle[i]
    if i == len(circle):
        i = 0
    else:
        i += 1
        i %= len(circle)
    k += 1
print(circle[0])
