import random
import sys

seed, size = int(sys.argv[1]), min(int(sys.argv[2]), 50000)
rng = random.Random(seed * 1000003 + size)
n = size if size > 10 else rng.randint(1, size)
FAR = 1000000000
flavour = seed % 5
reach = [3, FAR, 6, 2, FAR][flavour]


def place(reach):
    return rng.randint(-reach, reach), rng.randint(-reach, reach)


stakes = [place(reach) for _ in range(3)]
if flavour == 4:
    stakes = [rng.choice([(-FAR, -FAR), (FAR, -FAR), (FAR, FAR), (-FAR, FAR), place(FAR), place(5)]) for _ in range(3)]
elif rng.random() < 0.2:
    # on one line
    (x, y), (dx, dy) = place(max(1, reach // 8)), place(max(1, reach // 8))
    steps = [rng.randint(-2, 2) for _ in range(3)]
    stakes = [(max(-FAR, min(FAR, x + t * dx)), max(-FAR, min(FAR, y + t * dy))) for t in steps]
lamps = []
for _ in range(n):
    kind = rng.randrange(4)
    if kind == 0:
        x, y = rng.choice(stakes)
        x, y = x + rng.randint(-1, 1), y + rng.randint(-1, 1)
    elif kind == 1:
        # on a rope or next to it
        (x, y), (u, v) = rng.choice(stakes), rng.choice(stakes)
        parts = rng.choice([2, 3, 4, 1000])
        t = rng.randint(0, parts)
        x, y = x + (u - x) * t // parts + rng.randint(-1, 1), y + (v - y) * t // parts + rng.randint(-1, 1)
    else:
        x, y = place(reach)
    lamps.append((max(-FAR, min(FAR, x)), max(-FAR, min(FAR, y))))
if rng.random() < 0.3:
    lamps = [rng.choice(lamps) for _ in lamps]
print(n)
print(*(c for stake in stakes for c in stake))
print("\n".join("%d %d" % lamp for lamp in lamps))
