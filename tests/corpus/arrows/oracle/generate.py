import random
import sys

# SIZE is the number of cells, or a little less.
seed, size = int(sys.argv[1]), min(int(sys.argv[2]), 250000)
rng = random.Random(seed * 1000003 + size)
cells = size if size > 10 else rng.randint(1, size)
flavour = seed % 6
side = max(1, int(cells**0.5))
r = rng.choice([1, cells, side, side, rng.randint(1, side)])
c = cells // r
if flavour in (0, 1):
    floor = [[rng.choice("UDLR" if flavour else "RD") for _ in range(c)] for _ in range(r)]
elif flavour == 2:
    floor = [[rng.choice("UDLRRDRD") for _ in range(c)] for _ in range(r)]
else:
    # to and fro, row after row
    floor = [["R" if y % 2 == 0 else "L"] * c for y in range(r)]
    for y in range(r):
        floor[y][c - 1 if y % 2 == 0 else 0] = "D"
    end = r - 1, (c - 1 if r % 2 else 0)
    if flavour == 4:
        floor[end[0]][end[1]] = rng.choice("UDLR")
    elif flavour == 5 and r * c > 1:
        y = rng.randrange(max(0, r - 2), r)
        floor[y][rng.randrange(c)] = rng.choice("UDLR")
print(r, c)
for row in floor:
    print("".join(row))
