n, m = map(int, input().split())
free = [0] * m
for _ in range(n):
    t, s = map(int, input().split())
    start = max(t, min(free))
    for c in range(m):
        if free[c] <= start:
            break
    free[c] = start + s
    print(c + 1, start)
