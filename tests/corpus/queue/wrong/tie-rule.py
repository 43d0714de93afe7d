import heapq

n, m = map(int, input().split())
heap = [(0, i + 1) for i in range(m)]
for _ in range(n):
    arrival, service = map(int, input().split())
    free, counter = heapq.heappop(heap)
    start = max(free, arrival)
    print(counter, start)
    heapq.heappush(heap, (start + service, counter))
