import random
import sys

seed, size = int(sys.argv[1]), min(int(sys.argv[2]), 50000)
rng = random.Random(seed * 1000003 + size)
n = size if size > 10 else rng.randint(1, size)
flavour = seed % 5


def word(letters, low, high):
    return "".join(rng.choice(letters) for _ in range(rng.randint(low, high)))


def shuffled(text):
    letters = list(text)
    rng.shuffle(letters)
    return "".join(letters)


if flavour == 0:
    words = [word("ab", 1, 3) for _ in range(n)]
elif flavour == 1:
    words = [word("abcdefghijklmnopqrstuvwxyz", 1, 10) for _ in range(n)]
elif flavour == 2:
    roots = [word("abcdefgh", 3, 10) for _ in range(max(1, n // 3))]
    words = [shuffled(rng.choice(roots)) for _ in range(n)]
elif flavour == 3:
    roots = [word("abz", 2, 5) for _ in range(2)]
    words = [shuffled(rng.choice(roots)) for _ in range(n)]
else:
    same = word("xy", 1, 10)
    words = [same if rng.random() < 0.5 else word("xy", 2, 4) for _ in range(n)]
print(n)
print("\n".join(words))
