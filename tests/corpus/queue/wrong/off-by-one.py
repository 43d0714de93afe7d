import heapq

n, m = map(int, input().split())
idle = list(range(1, m + 1))
busy = []
for _ in range(n):
    t, s = map(int, input().split())
    while busy and busy[0][0] < t:
        heapq.heappush(idle, heapq.heappop(busy)[1])
    if idle:
        c = heapq.heappop(idle)
        start = t
    else:
        free, c = heapq.heappop(busy)
        start = max(free, t)
    print(c, start)
    heapq.heappush(busy, (start + s, c))
