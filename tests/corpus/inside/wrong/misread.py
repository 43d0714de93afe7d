import sys

data = list(map(int, sys.stdin.read().split()))
n = data[0]
ax, ay, bx, by, cx, cy = data[1:7]


def side(px, py, qx, qy, x, y):
    return (qx - px) * (y - py) - (qy - py) * (x - px)


count = 0
for i in range(n):
    x, y = data[7 + 2 * i], data[8 + 2 * i]
    first = side(ax, ay, bx, by, x, y) > 0
    second = side(bx, by, cx, cy, x, y) > 0
    third = side(cx, cy, ax, ay, x, y) > 0
    if first == second == third:
        count += 1
print(count)
