import random
import sys

seed, size = int(sys.argv[1]), min(int(sys.argv[2]), 100000)
rng = random.Random(seed * 1000003 + size)
n = size if size > 10 else rng.randint(1, size)
flavour = seed % 7
top = 1000000000
if flavour == 0:
    values = [rng.randint(-3, 3) for _ in range(n)]
elif flavour == 1:
    values = [rng.choice([-top, top, top - 1, 1 - top]) for _ in range(n)]
elif flavour == 2:
    values = [rng.randint(-top, top) for _ in range(n)]
elif flavour == 3:
    values = [rng.choice([-top, -1, 1, 2, top])] * n
elif flavour == 4:
    values = [n * rng.randint(0, 3) + 1 for _ in range(n)]
elif flavour == 5:
    # all alike but one
    values = [rng.choice([-1, 1])] * n
    values[rng.randrange(n)] = rng.randint(0, n)
else:
    values = [rng.randint(1, n + 1) for _ in range(n)]
print(n)
print(*values)
