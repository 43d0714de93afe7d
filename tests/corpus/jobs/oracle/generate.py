import random
import sys

seed, size = int(sys.argv[1]), min(int(sys.argv[2]), 50000)
rng = random.Random(seed * 1000003 + size)
n = size if size > 10 else rng.randint(1, size)
flavour = seed % 5
last = [6, 1000000000, 2 * n + 1, 20, 1000000000][flavour]
longest = rng.choice([last, 3, max(1, last // 4)])
pays = rng.choice([(1, 5), (1, 1000000000), (999999999, 1000000000), (1, 100)])
jobs = []
for _ in range(n):
    s = rng.randrange(last)
    e = min(last, s + rng.randint(1, longest))
    jobs.append((s, e, rng.randint(*pays)))
if rng.random() < 0.3:
    jobs.sort(reverse=rng.random() < 0.5)
print(n)
print("\n".join("%d %d %d" % job for job in jobs))
