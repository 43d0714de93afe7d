r, c = map(int, input().split())
grid = [input() for _ in range(r)]
step = {"U": (-1, 0), "D": (1, 0), "L": (0, -1), "R": (0, 1)}
y = x = 0
# more steps than cells: it goes round
for count in range(1, r * c + 1):
    dy, dx = step[grid[y][x]]
    y, x = y + dy, x + dx
    if not (0 <= y < r and 0 <= x < c):
        print(count, "off")
        break
else:
    print(count, "back")
