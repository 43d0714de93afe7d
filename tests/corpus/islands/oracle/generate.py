import random
import sys

seed, size = int(sys.argv[1]), min(int(sys.argv[2]), 400)
rng = random.Random(seed * 1000003 + size)
h = size if size > 10 else rng.randint(1, size)
w = size if size > 10 else rng.randint(1, size)
flavour = seed % 6
if flavour < 4:
    share = [0.5, 0.15, 0.62, rng.choice([0.0, 1.0, 0.05, 0.95])][flavour]
    rows = [["#" if rng.random() < share else "." for _ in range(w)] for _ in range(h)]
elif flavour == 4:
    # one long band that winds through the map
    rows = [["#"] * w if r % 2 == 0 else ["."] * w for r in range(h)]
    for r in range(1, h, 2):
        rows[r][-1 if r % 4 == 1 else 0] = "#"
else:
    rows = [["#" if (r + c) % 2 == 0 else "." for c in range(w)] for r in range(h)]
    for _ in range(rng.randint(0, 3)):
        r, c = rng.randrange(h), rng.randrange(w)
        rows[r][c] = "#" if rows[r][c] == "." else "."
print(h, w)
for row in rows:
    print("".join(row))
