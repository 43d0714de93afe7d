import sys

data = sys.stdin.read().split()
h, w = int(data[0]), int(data[1])
land = {(r, c) for r in range(h) for c in range(w) if data[2 + r][c] == "#"}
count = largest = 0
while land:
    stack = [land.pop()]
    size = 0
    while stack:
        r, c = stack.pop()
        size += 1
        for dr in (-1, 0, 1):
            for dc in (-1, 0, 1):
                cell = (r + dr, c + dc)
                if cell in land:
                    land.remove(cell)
                    stack.append(cell)
    count += 1
    largest = max(largest, size)
print(count, largest)
