import sys

n, *rest = map(int, sys.stdin.read().split())
a, b, c, *lamps = zip(rest[0::2], rest[1::2])


def area(p, q, r):
    """Twice the area of a triangle."""
    return abs((q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0]))


def on_rope(p, q, r):
    between = min(p[0], q[0]) <= r[0] <= max(p[0], q[0]) and min(p[1], q[1]) <= r[1] <= max(p[1], q[1])
    return between and area(p, q, r) == 0


count = 0
for lamp in lamps:
    if area(a, b, c) == 0:
        count += on_rope(a, b, lamp) or on_rope(b, c, lamp) or on_rope(c, a, lamp)
    else:
        count += area(a, b, lamp) + area(b, c, lamp) + area(c, a, lamp) == area(a, b, c)
print(count)
