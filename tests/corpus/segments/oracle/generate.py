import random
import sys

seed, size = int(sys.argv[1]), min(int(sys.argv[2]), 200000)
rng = random.Random(seed * 1000003 + size)
n = size if size > 10 else rng.randint(1, size)
flavour = seed % 6
top = 1000000000
if flavour == 0:
    bookings = [rng.randint(-2, 3) for _ in range(n)]
    k = rng.randint(-3, 5)
elif flavour == 1:
    bookings = [rng.choice([-top, top, top, 0]) for _ in range(n)]
    k = rng.choice([0, top, 2 * top, 3 * top, -top])
elif flavour == 2:
    bookings = [rng.choice([0, 0, 1]) for _ in range(n)]
    k = rng.choice([0, 1, 2, max(1, n // 4)])
elif flavour == 3:
    each = rng.choice([0, 0, -1, 1, 7, -top, top])
    bookings = [each] * n
    k = each * rng.randint(0, min(n, 1000))
elif flavour == 4:
    bookings = [rng.randint(1, 9) for _ in range(n)]
    k = rng.randint(1, 30)
else:
    bookings = [rng.randint(-top, top) for _ in range(n)]
    i = rng.randrange(n)
    k = sum(bookings[i : i + rng.randint(1, min(n - i, 1000))])
print(n, k)
print(*bookings)
