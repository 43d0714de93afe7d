import random
import sys

seed, size = int(sys.argv[1]), min(int(sys.argv[2]), 100000)
rng = random.Random(seed * 1000003 + size)
n = size if size > 10 else rng.randint(1, size)
flavour = seed % 6
top = 2000000000
if flavour == 0:
    readings = [rng.randint(0, 6) for _ in range(n)]
elif flavour == 1:
    readings = [rng.choice([-top, -top // 2, 0, top // 2, top]) for _ in range(n)]
elif flavour == 2:
    readings = [rng.randint(-top, top) for _ in range(n)]
elif flavour == 3:
    readings = sorted((rng.randint(0, 5 * n) for _ in range(n)), reverse=rng.random() < 0.7)
elif flavour == 4:
    readings = [rng.choice([-top, -1, 0, 1, top])] * n
else:
    readings = [rng.randint(-9, 3) for _ in range(n)]
print(n)
print(*readings)
