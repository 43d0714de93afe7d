import json
import random
import sys

seed, size = int(sys.argv[1]), min(int(sys.argv[2]), 50000)
rng = random.Random(seed * 1000003 + size)
n = size if size > 10 else rng.randint(1, size)
m = 2 * n if size > 10 else rng.randint(0, 2 * n)
flavour = seed % 6
names = list(range(n))
if rng.random() < 0.6:
    rng.shuffle(names)
pairs = []
if n > 1:
    if flavour == 0:
        pairs = [rng.sample(range(n), 2) for _ in range(rng.choice([m, m // 4]))]
    elif flavour in (1, 2, 3):
        # two sides that are hidden from the solver
        side = [rng.randint(0, 1) for _ in range(n)]
        side[0], side[1] = 0, 1
        sides = [[i for i in range(n) if side[i] == s] for s in (0, 1)]
        pairs = [[rng.choice(sides[0]), rng.choice(sides[1])] for _ in range([m, m // 4, m // 3][flavour - 1])]
        if flavour == 2 and rng.random() < 0.5:
            pairs.append(rng.sample(range(n), 2))
    elif flavour == 4:
        pairs = [[i, i + 1] for i in range(n - 1)]
        if rng.random() < 0.5 and n > 2:
            pairs.append([n - 1, 0])
    else:
        pairs = [[i, rng.randrange(i)] for i in range(1, n)]
    for pair in pairs:
        rng.shuffle(pair)
    if rng.random() < 0.6:
        rng.shuffle(pairs)
print(json.dumps([n, [[names[i], names[j]] for i, j in pairs[:100000]]], separators=(",", ":")))
