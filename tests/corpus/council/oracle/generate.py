import random
import sys

seed, size = int(sys.argv[1]), min(int(sys.argv[2]), 200000)
rng = random.Random(seed * 1000003 + size)
n = size if size > 10 else rng.randint(1, size)
flavour = seed % 6


def word(letters, low, high):
    return "".join(rng.choice(letters) for _ in range(rng.randint(low, high)))


if flavour == 0:
    votes = [rng.choice("ab") for _ in range(n)]
elif flavour == 1:
    names = [word("abcdefghijklmnopqrstuvwxyz", 1, 8) for _ in range(3)]
    votes = [names[i % 3] for i in range(n)]
elif flavour == 2:
    votes = [word("abcdefghijklmnopqrstuvwxyz", 4, 8) for _ in range(n)]
elif flavour == 3:
    votes = [word("ab", 1, 2) for _ in range(n)]
elif flavour == 4:
    names = [word("mnop", 1, 8) for _ in range(2)]
    third = max(0, n // 3 + rng.randint(-1, 1))
    votes = ([names[0]] * third + [names[1]] * (third + rng.randint(0, 1)))[:n]
    votes += [word("xyz", 1, 6) for _ in range(n - len(votes))]
else:
    votes = [word("pq", 1, 8)] * n
order = rng.randint(0, 2)
if order == 0:
    rng.shuffle(votes)
elif order == 1:
    votes.sort(reverse=rng.random() < 0.5)
print(n)
print("\n".join(votes))
