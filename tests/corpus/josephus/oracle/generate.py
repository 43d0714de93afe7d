import random
import sys

seed, size = int(sys.argv[1]), min(int(sys.argv[2]), 500000)
rng = random.Random(seed * 1000003 + size)
n = size if size > 10 else rng.randint(1, size)
flavour = seed % 5
if flavour == 0:
    k = rng.randint(1, 5)
elif flavour == 1:
    k = 2147483647 - rng.randint(0, 3)
elif flavour == 2:
    k = max(1, n + rng.randint(-2, 2))
elif flavour == 3:
    k = rng.randint(1, 2147483647)
else:
    k = rng.randint(1, 3 * n)
print(n, k)
