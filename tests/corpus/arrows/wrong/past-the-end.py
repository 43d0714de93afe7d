r, c = map(int, input().split())
grid = [input() for _ in range(r)]
moves = {"U": (-1, 0), "D": (1, 0), "L": (0, -1), "R": (0, 1)}
y = x = 0
steps = 0
seen = set()
while True:
    try:
        arrow = grid[y][x]
    except IndexError:
        print(steps, "off")
        break
    if (y, x) in seen:
        print(steps, "back")
        break
    seen.add((y, x))
    y += moves[arrow][0]
    x += moves[arrow][1]
    steps += 1
