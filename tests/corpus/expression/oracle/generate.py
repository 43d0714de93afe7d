import random
import sys

seed, size = int(sys.argv[1]), min(int(sys.argv[2]), 50000)
rng = random.Random(seed * 1000003 + size)
n = size if size > 10 else rng.randint(1, size)
low, high = [(0, 3), (0, 1000000000), (999999000, 1000000000), (0, 20)][seed % 4]
signs = rng.choice(["+-*", "+-*", "-", "*", "+-"])
shape = rng.choice(["flat", "left", "right", "mixed", "mixed", "mixed"])


def number():
    return str(rng.randint(low, high))


def sign():
    return rng.choice(signs)


if shape == "flat":
    out = [number()]
    for _ in range(n - 1):
        out += [sign(), number()]
elif shape == "left":
    out = ["(" * (n - 1), number()]
    for _ in range(n - 1):
        out += [sign(), number(), ")"]
elif shape == "right":
    out = []
    for _ in range(n - 1):
        out += [number(), sign(), "("]
    out += [number(), ")" * (n - 1)]
else:
    # brackets are opened and closed at random; each closed pair holds at least one number
    out, depth, eager = [], 0, rng.choice([0.1, 0.3, 0.5])
    for i in range(n):
        if i:
            out.append(sign())
        while rng.random() < eager and depth < 2 * n:
            out.append("(")
            depth += 1
        out.append(number())
        while depth and rng.random() < eager:
            out.append(")")
            depth -= 1
    out.append(")" * depth)
text = "".join(out)
if len(text) > 600000:
    text = "".join(c for c in text if c not in "()")
print(n)
print(text)
