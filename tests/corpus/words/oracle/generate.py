import random
import sys

seed, size = int(sys.argv[1]), min(int(sys.argv[2]), 100000)
rng = random.Random(seed * 1000003 + size)
n = size if size > 10 else rng.randint(1, size)
flavour = seed % 4


def word(letters, high):
    return "".join(rng.choice(letters) for _ in range(rng.randint(1, high)))


if flavour == 0:
    words = [word("abAB", 2) for _ in range(n)]
elif flavour == 1:
    words = [word("abcdefghijklmnopqrstuvwxyz", 8) for _ in range(n)]
elif flavour == 2:
    pool = [word("xyzXYZ", 4) for _ in range(max(1, n // 2))]
    words = [rng.choice(pool) for _ in range(n)]
else:
    pool = [word("pqr", 3) for _ in range(2)]
    words = [rng.choice(pool) for _ in range(n)]
    if rng.random() < 0.5:
        words.sort(reverse=True)
k = rng.choice([1, 2, 3, n, max(1, n // 2), rng.randint(1, 100000) if size > 10 else rng.randint(1, 12)])
print(n, k)
print(" ".join(words))
