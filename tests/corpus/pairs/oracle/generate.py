import json
import random
import sys

seed, size = int(sys.argv[1]), min(int(sys.argv[2]), 100000)
rng = random.Random(seed * 1000003 + size)
n = size if size > 10 else rng.randint(0, size)
flavour = seed % 6
top = 1000000000
if flavour == 0:
    values, target = [rng.randint(-2, 3) for _ in range(n)], rng.randint(-3, 4)
elif flavour == 1:
    values, target = [rng.choice([-top, 0, top]) for _ in range(n)], rng.choice([-2 * top, 0, 2 * top, top])
elif flavour == 2:
    values, target = [rng.randint(-n, n) for _ in range(n)], rng.randint(-n, n)
elif flavour == 3:
    each = rng.choice([-top, 0, 1, top])
    values, target = [each] * n, 2 * each
elif flavour == 4:
    values, target = list(range(n)), n - 1
    rng.shuffle(values)
else:
    values, target = [rng.randint(-top, top) for _ in range(n)], rng.randint(-2 * top, 2 * top)
    if n > 1:
        target = values[0] + values[-1]
print(json.dumps([values, target], separators=(",", ":")))
