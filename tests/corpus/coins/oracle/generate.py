import json
import random
import sys

seed, size = int(sys.argv[1]), min(int(sys.argv[2]), 10000)
rng = random.Random(seed * 1000003 + size)
amount = size if size > 10 else rng.randint(0, size)
countries = []
for _ in range(5 if size > 10 else rng.randint(1, 3)):
    flavour = rng.randrange(4)
    most = [12, max(1, amount), 10000, 5][flavour] if size > 10 else [size + 2, max(1, amount), 4, 10000][flavour]
    count = min(most, 8 if size > 10 else rng.randint(1, 4))
    coins = rng.sample(range(1, most + 1), count)
    if size > 10 and rng.random() < 0.5 and 1 not in coins:
        coins[0] = 1
    if rng.random() < 0.4:
        coins.sort()
    countries.append(coins)
print(json.dumps([countries, amount], separators=(",", ":")))
