import json
import random
import sys

seed, size = int(sys.argv[1]), min(int(sys.argv[2]), 100000)
rng = random.Random(seed * 1000003 + size)
n = size if size > 10 else rng.randint(0, size)
flavour = seed % 5


def word(letters, low, high):
    return "".join(rng.choice(letters) for _ in range(rng.randint(low, high)))


if flavour == 0:
    signals = [rng.choice(["a", "b"]) for _ in range(n)]
elif flavour == 1:
    signals = [word("abcdefghijklmnopqrstuvwxyz", 1, 5) for _ in range(n)]
elif flavour == 2:
    signals = [word("xy", 1, 5)] * n
elif flavour == 3:
    signals = []
    while len(signals) < n:
        signals += [rng.choice(["a", "aa", "z", "m"])] * rng.randint(1, rng.choice([2, 5, 50]))
    signals = signals[:n]
else:
    signals = [word("pq", 1, 2) for _ in range(n)]
print(json.dumps([signals], separators=(",", ":")))
