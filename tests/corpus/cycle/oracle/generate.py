import random
import sys

seed, size = int(sys.argv[1]), min(int(sys.argv[2]), 20000)
rng = random.Random(seed * 1000003 + size)
n = size if size > 10 else rng.randint(1, size)
m = 2 * n if size > 10 else rng.randint(0, 2 * n)
names = list(range(1, n + 1))
if rng.random() < 0.5:
    rng.shuffle(names)
flavour = seed % 6
arrows = []


def forward():
    i, j = rng.randrange(n), rng.randrange(n)
    return (min(i, j), max(i, j))


if flavour == 0:
    arrows = [(rng.randrange(n), rng.randrange(n)) for _ in range(m)]
elif n == 1:
    arrows = [(0, 0)] * m
else:
    if flavour in (1, 2):
        # a long chain first
        arrows = [(i, i + 1) for i in range(min(m, n - 1))]
        if flavour == 2:
            arrows.reverse()
    while len(arrows) < m:
        i, j = forward()
        if i != j:
            arrows.append((i, j))
    if flavour == 3:
        rng.shuffle(arrows)
    if flavour in (1, 4, 5) and m > 0:
        # one arrow backwards, early, late or at the very end
        place = m - 1 if flavour == 4 else rng.randrange(m)
        i, j = forward()
        arrows[place] = (j, i)
lines = ["%d %d" % (n, m)]
for i, j in arrows:
    lines.append("%d %d" % (names[i], names[j]))
print("\n".join(lines))
