import json
import random
import sys

seed, size = int(sys.argv[1]), min(int(sys.argv[2]), 20000)
rng = random.Random(seed * 1000003 + size)
n = size if size > 10 else rng.randint(0, size)
flavour = seed % 5
top = 1000000000
queries = []
for _ in range(n):
    p = rng.randint(1, 4)
    if flavour == 0:
        number = rng.randint(1, 30)
    elif flavour == 1:
        number = rng.choice([1, top, top - 1, 999999999, 999999998])
    elif flavour == 2:
        number = rng.randint(1, top)
    elif flavour == 3:
        number = rng.choice([1, 10, 153, 1634, 4, 89, 370])
    else:
        number = rng.randint(1, 2000)
        p = seed // 5 % 4 + 1
    queries.append([number, p])
print(json.dumps([queries], separators=(",", ":")))
