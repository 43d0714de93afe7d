import random
import sys

seed, size = int(sys.argv[1]), min(int(sys.argv[2]), 300000)
rng = random.Random(seed * 1000003 + size)
n = size if size > 10 else rng.randint(1, size)
flavour = seed % 6
if flavour == 0:
    digits = [rng.choice("09") for _ in range(n)]
elif flavour == 1:
    digits = [rng.choice("0123456789") for _ in range(n)]
elif flavour == 2:
    digits = [rng.choice("0123456789")] * n
elif flavour == 3:
    digits = [rng.choice("036") for _ in range(n)]
elif flavour == 4:
    digits = sorted(rng.choice("0123456789") for _ in range(n))
else:
    digits = [rng.choice("18") for _ in range(n)]
print(n)
print("".join(digits))
