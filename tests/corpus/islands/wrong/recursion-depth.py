import sys

data = sys.stdin.read().split()
h, w = int(data[0]), int(data[1])
grid = [list(row) for row in data[2:]]


def flood(r, c):
    if r < 0 or c < 0 or r >= h or c >= w or grid[r][c] != "#":
        return 0
    grid[r][c] = "."
    return 1 + flood(r + 1, c) + flood(r - 1, c) + flood(r, c + 1) + flood(r, c - 1)


sizes = []
for r in range(h):
    for c in range(w):
        if grid[r][c] == "#":
            sizes.append(flood(r, c))
print(len(sizes), max(sizes) if sizes else 0)
