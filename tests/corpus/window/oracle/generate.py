import random
import sys

seed, size = int(sys.argv[1]), min(int(sys.argv[2]), 200000)
rng = random.Random(seed * 1000003 + size)
n = size if size > 10 else rng.randint(1, size)
k = rng.choice([1, n, max(1, n // 2), rng.randint(1, n), rng.randint(1, min(n, 4))])
flavour = seed % 6
top = 2000000000
if flavour == 0:
    heights = [rng.randint(0, 3) for _ in range(n)]
    d = rng.randint(0, 3)
elif flavour == 1:
    heights = [rng.choice([-top, top, 0]) for _ in range(n)]
    d = rng.choice([0, top, 2 * top - 1, 2 * top])
elif flavour == 2:
    heights = sorted((rng.randint(-2 * n, 2 * n) for _ in range(n)), reverse=rng.random() < 0.5)
    d = rng.randint(0, 4 * k)
elif flavour == 3:
    heights = [rng.choice([-top, 0, 5, top])] * n
    d = rng.choice([0, 1, 2 * top])
elif flavour == 4:
    heights = [rng.randint(-top, top) for _ in range(n)]
    d = rng.randint(0, 2 * top)
else:
    heights, at = [], rng.randint(-5, 5)
    for _ in range(n):
        at += rng.randint(-1, 1)
        heights.append(at)
    d = rng.randint(0, max(2, int(k**0.5) * 2))
print(n, k, d)
print(*heights)
