import random
import sys

seed, size = int(sys.argv[1]), min(max(int(sys.argv[2]), 2), 50000)
rng = random.Random(seed * 500003 + size)
n = size if size > 10 else rng.randint(2, size)
shape = rng.choice(["path", "path", "star", "random", "random", "deep"])
values = [(-3, 3), (-1000, 1000), (1, 1000), (-1000, -1), (0, 0), (-2, 9)][seed % 6]
names = list(range(1, n + 1))
if rng.random() < 0.6:
    rng.shuffle(names)
paths = []
for i in range(1, n):
    if shape == "path":
        j = i - 1
    elif shape == "star":
        j = 0
    elif shape == "deep":
        j = rng.randint(max(0, i - 3), i - 1)
    else:
        j = rng.randrange(i)
    pair = [names[i], names[j]]
    rng.shuffle(pair)
    paths.append((*pair, rng.randint(*values)))
if rng.random() < 0.5:
    rng.shuffle(paths)
print(n)
print("\n".join("%d %d %d" % path for path in paths))
