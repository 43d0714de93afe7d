import heapq

n = int(input())
low, high = [], []
out = []
for x in map(int, input().split()):
    heapq.heappush(low, -x)
    heapq.heappush(high, -heapq.heappop(low))
    if len(high) > len(low):
        heapq.heappush(low, -heapq.heappop(high))
    if len(low) > len(high):
        out.append(-low[0])
    else:
        out.append(round((high[0] - low[0]) / 2))
print(*out)
