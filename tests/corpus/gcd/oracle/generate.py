import random
import sys

seed, size = int(sys.argv[1]), max(2, min(int(sys.argv[2]), 100000))
rng = random.Random(seed * 1000003 + size)
n = size if size > 10 else rng.randint(2, size)
flavour = seed % 6
top = 1000000000
if flavour == 0:
    lengths = [rng.randint(1, 6) for _ in range(n)]
elif flavour == 1:
    lengths = [rng.choice([top, top // 2, top // 4, top - top % 3, 1 << 29]) for _ in range(n)]
elif flavour == 2:
    step = rng.randint(2, 1000)
    lengths = [step * rng.randint(1, top // step) for _ in range(n)]
    lengths[rng.randrange(n)] = rng.randint(1, top)
elif flavour == 3:
    lengths = [rng.choice([1, 7, top, rng.randint(1, top)])] * n
elif flavour == 4:
    lengths = [rng.choice([6, 10, 15, 30, 60, 12, 20]) for _ in range(n)]
else:
    lengths = sorted((rng.randint(1, 40) * 6 for _ in range(n)), reverse=rng.random() < 0.5)
print(n)
print(*lengths)
