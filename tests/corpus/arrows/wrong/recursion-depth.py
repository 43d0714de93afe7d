r, c = map(int, input().split())
grid = [input() for _ in range(r)]
MOVES = {"U": (-1, 0), "D": (1, 0), "L": (0, -1), "R": (0, 1)}
seen = set()


def walk(y, x, steps):
    if y < 0 or y >= r or x < 0 or x >= c:
        return f"{steps} off"
    if (y, x) in seen:
        return f"{steps} back"
    seen.add((y, x))
    dy, dx = MOVES[grid[y][x]]
    return walk(y + dy, x + dx, steps + 1)


print(walk(0, 0, 0))
