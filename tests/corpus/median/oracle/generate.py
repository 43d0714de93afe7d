import random
import sys

seed, size = int(sys.argv[1]), min(int(sys.argv[2]), 100000)
rng = random.Random(seed * 1000003 + size)
n = size if size > 10 else rng.randint(1, size)
flavour = seed % 6
top = 2000000000
if flavour == 0:
    values = [rng.randint(-2, 3) for _ in range(n)]
elif flavour == 1:
    values = [rng.choice([-top, top, top - 1, 1 - top]) for _ in range(n)]
elif flavour == 2:
    values = [rng.randint(-top, top) for _ in range(n)]
elif flavour == 3:
    values = sorted((rng.randint(-3 * n, 3 * n) for _ in range(n)), reverse=rng.random() < 0.5)
elif flavour == 4:
    values = [rng.choice([-top, -1, 0, 1, top])] * n
else:
    values = [rng.randint(-9, -1) for _ in range(n)]
print(n)
print(*values)
