import random
import sys

seed, size = int(sys.argv[1]), max(3, min(int(sys.argv[2]), 200000))
rng = random.Random(seed * 1000003 + size)
n = size if size > 10 else rng.randint(3, size)
flavour = seed % 6
top = 2000000
if flavour == 0:
    cards = [rng.randint(-3, 3) for _ in range(n)]
elif flavour == 1:
    cards = [rng.choice([-top, top, 1 - top, top - 1, 0]) for _ in range(n)]
elif flavour == 2:
    cards = [rng.randint(-top, top) for _ in range(n)]
elif flavour == 3:
    cards = [rng.randint(-20, -1) for _ in range(n)]
elif flavour == 4:
    cards = [rng.choice([-top, -1, 0, 1, top])] * n
else:
    cards = [rng.randint(-9, 0) for _ in range(n)]
    cards[0] = rng.randint(0, 9)
if rng.random() < 0.3:
    cards.sort(reverse=rng.random() < 0.5)
print(n)
print(*cards)
