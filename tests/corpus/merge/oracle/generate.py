import json
import random
import sys

# SIZE is the number of bookings.
seed, size = int(sys.argv[1]), min(int(sys.argv[2]), 50000)
rng = random.Random(seed * 1000003 + size)
n = size if size > 10 else rng.randint(0, size)
flavour = seed % 5
count = rng.choice([1, 1, 2, 3, 1000 if n > 1000 else 4])
if n == 0 and rng.random() < 0.5:
    count = 0
rooms = [[] for _ in range(count)]
top = 1000000000
for i in range(n):
    if flavour == 0:
        begin = rng.randint(0, 6)
        end = begin + rng.choice([0, 1, 1, 2, 3])
    elif flavour == 1:
        begin, end = sorted(rng.choice([0, 1, top - 1, top, rng.randint(0, top)]) for _ in range(2))
    elif flavour == 2:
        begin = rng.randint(0, 4 * n)
        end = begin + rng.randint(0, 3)
    elif flavour == 3:
        begin = 2 * i + rng.randint(0, 1)
        end = begin + rng.randint(0, 3)
    else:
        begin = rng.randint(0, 3 * n)
        end = begin + (rng.randint(0, 3 * n) if rng.random() < 0.1 else 0)
    rng.choice(rooms).append([begin, end])
if flavour == 3 and rng.random() < 0.5:
    for bookings in rooms:
        rng.shuffle(bookings)
print(json.dumps([rooms], separators=(",", ":")))
