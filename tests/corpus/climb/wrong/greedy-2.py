n, d = map(int, input().split())
heights = list(map(int, input().split()))
best = 0
for start in range(n):
    count, last = 1, heights[start]
    for h in heights[start + 1:]:
        if h - last >= d:
            count += 1
            last = h
    best = max(best, count)
print(best)
