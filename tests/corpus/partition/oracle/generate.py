import random
import sys

seed, size = int(sys.argv[1]), min(int(sys.argv[2]), 300)
rng = random.Random(seed * 1000003 + size)
n = size if size > 10 else rng.randint(1, size)
low, high = [(1, 4), (1, 5000), (4990, 5000), (1, 12), (1, 60), (5000, 5000)][seed % 6]
weights = [rng.randint(low, high) for _ in range(n)]
if rng.random() < 0.15:
    # one stone that outweighs many
    weights[rng.randrange(n)] = 5000
if rng.random() < 0.3:
    weights.sort(reverse=rng.random() < 0.5)
print(n)
print(*weights)
