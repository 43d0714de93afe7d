import random
import sys

seed, size = int(sys.argv[1]), max(2, min(int(sys.argv[2]), 100000))
rng = random.Random(seed * 1000003 + size)
n = size if size > 10 else rng.randint(2, size)
flavour = seed % 6
top = (1 << 30) - 1
if flavour == 0:
    keys = [rng.randint(0, 9) for _ in range(n)]
elif flavour == 1:
    keys = [rng.randint(0, top) for _ in range(n)]
elif flavour == 2:
    keys = [1 << rng.randint(0, 29) for _ in range(n)]
elif flavour == 3:
    keys = [rng.choice([0, top, 1 << 29, rng.randint(0, top)])] * n
elif flavour == 4:
    keys = [(1 << rng.randint(1, 29)) | rng.randint(0, 15) for _ in range(n)]
else:
    keys = [top ^ (1 << rng.randint(0, 29)) ^ rng.randint(0, 3) for _ in range(n)]
if rng.random() < 0.3:
    keys.sort()
print(n)
print(*keys)
