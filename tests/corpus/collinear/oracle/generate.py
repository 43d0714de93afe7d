import random
import sys

seed, size = int(sys.argv[1]), min(int(sys.argv[2]), 500)
rng = random.Random(seed * 1000003 + size)
n = size if size > 10 else rng.randint(1, size)
FAR = 1000000000
flavour = seed % 6


def near_corner():
    return rng.choice([-1, 1]) * (FAR - rng.randint(0, 3)), rng.choice([-1, 1]) * (FAR - rng.randint(0, 3))


if flavour == 0:
    posts = [(rng.randint(0, 2), rng.randint(0, 2)) for _ in range(n)]
elif flavour == 1:
    posts = [(rng.randint(-FAR, FAR), rng.randint(-FAR, FAR)) for _ in range(n)]
elif flavour == 2:
    posts = [near_corner() if rng.random() < 0.8 else (rng.randint(-1, 1), rng.randint(-1, 1)) for _ in range(n)]
elif flavour == 3:
    # few lines through the whole map
    lines = [(rng.randint(-5, 5), rng.randint(-5, 5), rng.randint(-4, 4), rng.randint(-4, 4)) for _ in range(3)]
    posts = []
    for _ in range(n):
        x, y, dx, dy = rng.choice(lines)
        t = rng.randint(-n, n)
        posts.append((x + t * dx, y + t * dy))
elif flavour == 4:
    posts = [(rng.randint(-4, 4), rng.randint(-4, 4)) for _ in range(n)]
else:
    pool = [(rng.randint(-9, 9), rng.randint(-9, 9)) for _ in range(rng.randint(1, 3))]
    posts = [rng.choice(pool) for _ in range(n)]
print(n)
for post in posts:
    print(*post)
