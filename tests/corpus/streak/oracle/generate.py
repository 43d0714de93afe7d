import random
import sys

seed, size = int(sys.argv[1]), min(int(sys.argv[2]), 200000)
rng = random.Random(seed * 1000003 + size)
n = size if size > 10 else rng.randint(1, size)
flavour = seed % 7
top = 1000000000
if flavour == 0:
    gains = [rng.randint(-2, 2) for _ in range(n)]
elif flavour == 1:
    gains = [rng.choice([-top, top, top - 1, 0]) for _ in range(n)]
elif flavour == 2:
    gains = [rng.randint(-top, top) for _ in range(n)]
elif flavour == 3:
    gains = [rng.choice([-top, -1, 0, 1, top, rng.randint(-top, top)])] * n
elif flavour == 4:
    gains = [rng.randint(-9, -1) for _ in range(n)]
elif flavour == 5:
    gains = [rng.choice([-1, 0, 1]) for _ in range(n)]
else:
    gains = sorted((rng.randint(-20, 20) for _ in range(n)), reverse=rng.random() < 0.5)
print(n)
print(*gains)
