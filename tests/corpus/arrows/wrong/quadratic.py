import sys

data = sys.stdin.read().split()
r, c = int(data[0]), int(data[1])
rows = data[2:]
path = [(0, 0)]
while True:
    y, x = path[-1]
    a = rows[y][x]
    if a == "U":
        y -= 1
    elif a == "D":
        y += 1
    elif a == "L":
        x -= 1
    else:
        x += 1
    if y < 0 or y == r or x < 0 or x == c:
        print(len(path), "off")
        break
    if (y, x) in path:
        print(len(path), "back")
        break
    path.append((y, x))
