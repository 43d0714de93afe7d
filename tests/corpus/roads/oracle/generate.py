import random
import sys

seed, size = int(sys.argv[1]), min(int(sys.argv[2]), 30000)
rng = random.Random(seed * 1000003 + size)
n = size if size > 10 else rng.randint(1, size)
most = 2 * n
m = most if size > 10 else rng.randint(0, most)
tolls = [(0, 3), (1, 1000000000), (999999990, 1000000000), (0, 20), (0, 1000000000)][seed % 5]
shape = rng.choice(["random", "path", "near", "tree"])
roads = []
names = list(range(1, n + 1))
if rng.random() < 0.5 and n > 2:
    middle = names[1:-1]
    rng.shuffle(middle)
    names = [1] + middle + [n]
if shape == "path":
    for i in range(min(m, n - 1)):
        roads.append((names[i], names[i + 1]))
elif shape == "tree":
    for i in range(1, min(m + 1, n)):
        roads.append((names[i], names[rng.randrange(i)]))
while len(roads) < m:
    i = rng.randrange(n)
    j = rng.randrange(n) if shape != "near" else min(n - 1, max(0, i + rng.randint(-3, 3)))
    roads.append((names[i], names[j]))
rng.shuffle(roads)
lines = ["%d %d" % (n, m)]
for a, b in roads:
    if rng.random() < 0.5:
        a, b = b, a
    lines.append("%d %d %d" % (a, b, rng.randint(*tolls)))
print("\n".join(lines))
