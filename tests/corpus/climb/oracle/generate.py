import random
import sys

seed, size = int(sys.argv[1]), min(int(sys.argv[2]), 100000)
rng = random.Random(seed * 1000003 + size)
n = size if size > 10 else rng.randint(1, size)
flavour = seed % 6
if flavour == 0:
    low, high, d = 0, rng.choice([3, 6, 12]), rng.randint(1, 3)
elif flavour == 1:
    low, high, d = -2000000000, 2000000000, rng.choice([1, 2000000000, rng.randint(1, 2000000000), 1000000])
elif flavour == 2:
    low, high, d = -n, n, rng.randint(1, 5)
elif flavour == 3:
    low, high, d = 1, 2 * n, 1
elif flavour == 4:
    low, high, d = 1999999990, 2000000000, rng.randint(1, 4)
else:
    low = high = rng.choice([0, -2000000000, 2000000000, 7])
    d = rng.choice([1, 2000000000])
heights = [rng.randint(low, high) for _ in range(n)]
if flavour in (2, 3) and rng.random() < 0.4:
    heights.sort(reverse=rng.random() < 0.3)
print(n, d)
print(*heights)
