from collections import deque

h, w = map(int, input().split())
grid = [input().strip() for _ in range(h)]
seen = set()
sizes = []
for r in range(h):
    for c in range(w):
        if grid[r][c] == "#" and (r, c) not in seen:
            seen.add((r, c))
            queue = deque([(r, c)])
            size = 0
            while queue:
                y, x = queue.popleft()
                size += 1
                for dy, dx in ((0, 1), (1, 0), (0, -1), (-1, 0)):
                    ny, nx = y + dy, x + dx
                    if 0 <= ny < h and 0 <= nx < w and grid[ny][nx] == "#" and (ny, nx) not in seen:
                        seen.add((ny, nx))
                        queue.append((ny, nx))
            sizes.append(size)
print(len(sizes), max(sizes))
