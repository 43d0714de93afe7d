import random
import sys

seed, size = int(sys.argv[1]), min(int(sys.argv[2]), 50000)
rng = random.Random(seed * 1000003 + size)
n = size if size > 10 else rng.randint(1, size)
flavour = seed % 6
top = 1000000000
archers = []
for _ in range(n):
    if flavour == 0:
        arrows = rng.randint(1, 6)
        hits = rng.randint(0, arrows)
    elif flavour == 1:
        arrows = rng.randint(top - 20, top)
        hits = arrows - rng.randint(0, 2) if rng.random() < 0.5 else rng.randint(0, 3)
    elif flavour == 2:
        arrows = rng.randint(1, top)
        hits = rng.randint(0, arrows)
    elif flavour == 3:
        step = rng.randint(1, 4)
        hits, arrows = step * 2, step * 3
    elif flavour == 4:
        arrows = rng.randint(top - 3 * n, top)
        hits = arrows // 2 + rng.randint(-1, 1)
    else:
        hits, arrows = rng.choice([(0, 1), (1, 1), (0, top), (top, top), (top - 1, top), (top - 2, top - 1), (1, top)])
    archers.append((hits, arrows))
if rng.random() < 0.3:
    archers.sort()
print(n)
for hits, arrows in archers:
    print(hits, arrows)
