h, w = map(int, input().split())
grid = [list(input().strip()) for _ in range(h)]
count = 0
largest = 0
for r in range(h):
    for c in range(w):
        if grid[r][c] != "#":
            continue
        count += 1
        size = 0
        stack = [(r, c)]
        grid[r][c] = "."
        while stack:
            y, x = stack.pop()
            size += 1
            for ny, nx in ((y + 1, x), (y - 1, x), (y, x + 1), (y, x - 1)):
                if ny < h and nx < w and grid[ny][nx] == "#":
                    grid[ny][nx] = "."
                    stack.append((ny, nx))
        largest = max(largest, size)
print(count, largest)
