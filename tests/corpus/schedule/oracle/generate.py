import random
import sys

seed, size = int(sys.argv[1]), min(int(sys.argv[2]), 50000)
rng = random.Random(seed * 1000003 + size)
n = size if size > 10 else rng.randint(1, size)
m = 2 * n if size > 10 else rng.randint(0, 2 * n)
flavour = seed % 6
names = list(range(1, n + 1))
if rng.random() < 0.6:
    rng.shuffle(names)


def forward():
    i, j = sorted(rng.sample(range(n), 2))
    return i, j


if n == 1:
    rules = [(0, 0)] * (m if flavour == 0 else 0)
elif flavour == 0:
    rules = [(rng.randrange(n), rng.randrange(n)) for _ in range(rng.choice([m, m // 3]))]
elif flavour == 1:
    rules = [(i, i + 1) for i in range(n - 1)]
    if rng.random() < 0.5:
        rules += [forward() for _ in range(max(0, m - len(rules)))]
elif flavour == 2:
    pool = [forward() for _ in range(max(1, m // 3))]
    rules = [rng.choice(pool) for _ in range(m)]
elif flavour == 3:
    rules = [forward() for _ in range(m)]
    i, j = forward()
    rules.append((j, i))
    rules = rules[-100000:]
else:
    rules = [forward() for _ in range([m, m // 2][flavour - 4])]
if rng.random() < 0.7:
    rng.shuffle(rules)
lines = ["%d %d" % (n, len(rules))]
for i, j in rules:
    lines.append("%d %d" % (names[i], names[j]))
print("\n".join(lines))
