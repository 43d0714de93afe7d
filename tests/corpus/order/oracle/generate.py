import random
import sys

seed, size = int(sys.argv[1]), min(int(sys.argv[2]), 100000)
rng = random.Random(seed * 1000003 + size)
n = size if size > 10 else rng.randint(1, size)
m = n if size > 10 else rng.randint(0, 2 * n)
flavour = seed % 7
names = list(range(1, n + 1))
if flavour != 1 and rng.random() < 0.7:
    rng.shuffle(names)
rules = []
if n > 1:
    if flavour == 0:
        rules = [tuple(rng.sample(range(n), 2)) for _ in range(m)]
    elif flavour in (1, 2, 3):
        rules = [tuple(sorted(rng.sample(range(n), 2))) for _ in range(rng.choice([m, m // 2]))]
    elif flavour == 4:
        pool = [tuple(sorted(rng.sample(range(n), 2))) for _ in range(max(1, m // 3))]
        rules = [rng.choice(pool) for _ in range(m)]
    elif flavour == 5:
        rules = [(i, i + 1) for i in range(n - 1)]
    else:
        rules = [(0, i) for i in range(1, n)]
        rng.shuffle(rules)
lines = ["%d %d" % (n, len(rules))]
for i, j in rules:
    lines.append("%d %d" % (names[i], names[j]))
print("\n".join(lines))
