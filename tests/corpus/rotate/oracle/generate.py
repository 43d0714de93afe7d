import random
import sys

seed, size = int(sys.argv[1]), min(int(sys.argv[2]), 100000)
rng = random.Random(seed * 1000003 + size)
n = size if size > 10 else rng.randint(1, size)
flavour = seed % 5
top = 1000000000
orders = []
for _ in range(n):
    if flavour == 0:
        k = rng.randint(-2, 2)
    elif flavour == 1:
        k = rng.choice([-top, top, top - 1])
    elif flavour == 2:
        k = rng.randint(1, n)
    elif flavour == 3:
        k = rng.randint(-top, top)
    else:
        k = rng.choice([top, top - rng.randint(0, n)])
    orders.append(f"move {k}" if rng.random() < 0.6 else f"who {rng.choice([1, n, rng.randint(1, n)])}")
if rng.random() < 0.7 or not any(order.startswith("who") for order in orders):
    orders[-1] = f"who {rng.randint(1, n)}"
print(n)
print("\n".join(orders))
