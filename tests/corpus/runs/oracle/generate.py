import json
import random
import sys

seed, size = int(sys.argv[1]), min(int(sys.argv[2]), 1000000)
rng = random.Random(seed * 1000003 + size)
n = size if size > 10 else rng.randint(0, size)
flavour = seed % 5
text = ""
if flavour == 0:
    text = "".join(rng.choices("ab", k=n))
elif flavour == 1:
    text = "".join(rng.choices("abcdefghijklmnopqrstuvwxyz", k=n))
elif flavour == 2:
    text = rng.choice("az") * n
else:
    pieces, length = [], 0
    most = 12 if flavour == 3 else 40
    while length < n:
        count = min(n - length, rng.randint(1, most))
        pieces.append(rng.choice("abc") * count)
        length += count
    text = "".join(pieces)
print(json.dumps([text]))
