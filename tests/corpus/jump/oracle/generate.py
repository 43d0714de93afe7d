import random
import sys

seed, size = int(sys.argv[1]), min(int(sys.argv[2]), 100000)
rng = random.Random(seed * 1000003 + size)
n = size if size > 10 else rng.randint(1, size)
flavour = seed % 6
if flavour == 0:
    reach = [rng.randint(0, 3) for _ in range(n)]
elif flavour == 1:
    reach = [rng.randint(1, 4) for _ in range(n)]
elif flavour == 2:
    reach = [rng.choice([0, 100000, rng.randint(0, n)]) for _ in range(n)]
elif flavour == 3:
    reach = [rng.randint(1, max(1, n // 2)) for _ in range(n)]
elif flavour == 4:
    reach = [max(0, n - 1 - i + rng.randint(-1, 0)) for i in range(n)]
else:
    reach = [rng.choice([0, 1, 100000])] * n
    for _ in range(rng.randint(0, 2)):
        reach[rng.randrange(n)] = rng.randint(0, 2)
print(n)
print(*reach)
