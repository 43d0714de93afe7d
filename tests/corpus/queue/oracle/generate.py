import random
import sys

seed, size = int(sys.argv[1]), min(int(sys.argv[2]), 50000)
rng = random.Random(seed * 1000003 + size)
n = size if size > 10 else rng.randint(1, size)
flavour = seed % 6
top = 1000000000
m = rng.choice([1, 2, 3, max(1, n // 3), max(1, n // 2), 50000 if n > 10 else n])
if flavour == 0:
    longest, arrivals = 4, [rng.randint(0, n) for _ in range(n)]
elif flavour == 1:
    longest, arrivals = 4 * m, [rng.randint(0, 2 * n) for _ in range(n)]
elif flavour == 2:
    longest, arrivals = 0, [rng.choice([0, top, top // 2]) for _ in range(n)]
elif flavour == 3:
    longest, arrivals = top, [rng.randint(0, top) for _ in range(n)]
elif flavour == 4:
    longest, arrivals = 3, [0] * n
else:
    longest, arrivals = 1 + m, list(range(n))
arrivals.sort()
print(n, m)
for arrival in arrivals:
    print(arrival, rng.randint(1, longest) if longest else rng.choice([1, top, top - 1]))
