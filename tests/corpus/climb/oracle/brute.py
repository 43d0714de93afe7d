import sys

n, d, *heights = map(int, sys.stdin.read().split())
best = []
for i, height in enumerate(heights):
    best.append(1 + max((best[j] for j in range(i) if heights[j] + d <= height), default=0))
print(max(best))
