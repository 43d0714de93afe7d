import random
import sys

seed, size = int(sys.argv[1]), min(int(sys.argv[2]), 1000000)
rng = random.Random(seed * 1000003 + size)
n = size if size > 10 else rng.randint(1, size)
PAIRS = ["()", "[]", "{}"]


def formed(length, deep):
    """A well formed line; `deep` is how eagerly brackets are opened."""
    out, stack = [], []
    while len(out) + len(stack) < length:
        room = length - len(out) - len(stack)
        dice = rng.random()
        if room >= 2 and dice < deep:
            pair = rng.choice(PAIRS)
            out.append(pair[0])
            stack.append(pair[1])
        elif stack and dice < 0.9:
            out.append(stack.pop())
        elif room == 1 or dice > 0.9:
            out.append(rng.choice("abz"))
        else:
            pair = rng.choice(PAIRS)
            out.append(pair[0])
            stack.append(pair[1])
    return out + stack[::-1]


flavour = seed % 6
if flavour == 0:
    line = [rng.choice("()[]{}a") for _ in range(n)]
elif flavour == 1:
    line = [rng.choice("()") if rng.random() < 0.9 else "[" for _ in range(n)]
elif flavour in (2, 3):
    line = formed(n, 0.45 if flavour == 2 else 1.0)
else:
    line = formed(n, rng.choice([0.3, 0.5, 0.7]))
    if flavour == 4:
        i, j = rng.randrange(n), rng.randrange(n)
        line[i], line[j] = line[j], line[i]
    else:
        line[rng.randrange(n)] = rng.choice("()[]{}q")
print(n)
print("".join(line))
