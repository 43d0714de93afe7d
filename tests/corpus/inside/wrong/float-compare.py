import sys


def area(x1, y1, x2, y2, x3, y3):
    return abs(x1 * (y2 - y3) + x2 * (y3 - y1) + x3 * (y1 - y2)) / 2


data = list(map(int, sys.stdin.read().split()))
ax, ay, bx, by, cx, cy = data[1:7]
whole = area(ax, ay, bx, by, cx, cy)
count = 0
for x, y in zip(data[7::2], data[8::2]):
    if x < min(ax, bx, cx) or x > max(ax, bx, cx) or y < min(ay, by, cy) or y > max(ay, by, cy):
        continue
    parts = area(x, y, bx, by, cx, cy) + area(ax, ay, x, y, cx, cy) + area(ax, ay, bx, by, x, y)
    if abs(whole - parts) < 1e-9:
        count += 1
print(count)
