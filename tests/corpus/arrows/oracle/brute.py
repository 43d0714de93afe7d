r, c = map(int, input().split())
floor = [input().strip() for _ in range(r)]
y = x = steps = 0
stood = [(0, 0)]
while True:
    arrow = floor[y][x]
    y += {"U": -1, "D": 1}.get(arrow, 0)
    x += {"L": -1, "R": 1}.get(arrow, 0)
    steps += 1
    if not (0 <= y < r and 0 <= x < c):
        print(steps, "off")
        break
    if (y, x) in stood:
        print(steps, "back")
        break
    stood.append((y, x))
