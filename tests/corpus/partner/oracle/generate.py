import random
import sys

seed, size = int(sys.argv[1]), min(int(sys.argv[2]), 100000)
rng = random.Random(seed * 1000003 + size)
n = size if size > 10 else rng.randint(1, size)
flavour = seed % 6
top = 2000000000
if flavour == 0:
    values = [rng.randint(-3, 4) for _ in range(n)]
    t = rng.randint(-6, 8)
elif flavour == 1:
    values = [rng.choice([-top, top, top - 1, 0]) for _ in range(n)]
    t = rng.choice([-2 * top, 0, 2 * top, 2 * top - 1, top])
elif flavour == 2:
    values = [rng.randint(-top, top) for _ in range(n)]
    t = values[rng.randrange(n)] + values[rng.randrange(n)]
elif flavour == 3:
    each = rng.choice([-top, 0, 1, top, rng.randint(-top, top)])
    values = [each] * n
    t = 2 * each + rng.choice([0, 0, 1]) * (each != top)
elif flavour == 4:
    values = [2 * rng.randint(-n, n) for _ in range(n)]
    t = rng.choice([2 * rng.randint(-n, n), 2 * rng.randint(-n, n) + 1])
else:
    values = [rng.randint(-top, top) for _ in range(n)]
    t = rng.randint(-2 * top, 2 * top)
if rng.random() < 0.3:
    values.sort(reverse=rng.random() < 0.5)
print(n, t)
print(*values)
