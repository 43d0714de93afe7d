import random
import sys

seed, size = int(sys.argv[1]), min(int(sys.argv[2]), 50000)
rng = random.Random(seed * 1000003 + size)
n = size if size > 10 else rng.randint(1, size)
flavour = seed % 5


def word(letters, low, high):
    return "".join(rng.choice(letters) for _ in range(rng.randint(low, high)))


if flavour == 0:
    names = ["a", "b"]
elif flavour == 1:
    names = list({word("abcdefghijklmnopqrstuvwxyz", 1, 8): 0 for _ in range(2 * n + 1)})
elif flavour == 2:
    names = ["a", "aa", "b", "ab"]
else:
    names = list({word("ab", 1, 8): 0 for _ in range(n + 3)})
if len(names) < 2:
    names = ["x", "xy"]
most = rng.choice([0, 1, 2, 5, 99])
print(n)
for i in range(n):
    if flavour == 3 and 2 * i + 1 < len(names):
        first, second = names[2 * i : 2 * i + 2]
    else:
        first, second = rng.sample(names, 2)
    print(first, second, rng.randint(0, most), rng.randint(0, most))
