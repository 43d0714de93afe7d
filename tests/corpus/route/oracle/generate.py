import random
import sys

seed, size = int(sys.argv[1]), min(int(sys.argv[2]), 50000)
rng = random.Random(seed * 1000003 + size)
n = size if size > 10 else rng.randint(1, size)
m = 2 * n if size > 10 else rng.randint(0, 2 * n)
flavour = seed % 6
names = list(range(1, n + 1))
if rng.random() < 0.6 and n > 2:
    middle = names[1:-1]
    rng.shuffle(middle)
    names = [1] + middle + [n]
passages = []
if flavour == 1:
    passages = [(i, i + 1) for i in range(min(m, n - 1))]
elif flavour == 2:
    while len(passages) < m:
        i = rng.randrange(n)
        passages.append((i, min(n - 1, i + rng.randint(0, 3))))
elif flavour == 3:
    passages = [(0, rng.randrange(n)) for _ in range(m)]
elif flavour == 4:
    # a chain with a few short cuts
    passages = [(i, i + 1) for i in range(min(m, n - 1))]
    for _ in range(rng.randint(0, 4)):
        passages.append((rng.randrange(n), rng.randrange(n)))
else:
    passages = [(rng.randrange(n), rng.randrange(n)) for _ in range(m)]
rng.shuffle(passages)
lines = ["%d %d" % (n, len(passages))]
for i, j in passages:
    if rng.random() < 0.5:
        i, j = j, i
    lines.append("%d %d" % (names[i], names[j]))
print("\n".join(lines))
