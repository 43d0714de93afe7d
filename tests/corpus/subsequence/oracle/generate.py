import random
import sys

seed, size = int(sys.argv[1]), min(int(sys.argv[2]), 200000)
rng = random.Random(seed * 1000003 + size)
n = size if size > 10 else rng.randint(1, size)
flavour = seed % 5
letters = ["ab", "abcdefghijklmnopqrstuvwxyz", "a", "abc", "xyz"][flavour]
text = rng.choices(letters, k=n)
if flavour == 3:
    text.sort(reverse=rng.random() < 0.5)
if rng.random() < 0.4:
    text[-1] = "q"
text = "".join(text)
q = min(20000, max(1, n // 10)) if size > 10 else rng.randint(1, 4)
words, left = [], 100000
for i in range(q):
    most = max(1, left - (q - i - 1))
    kind = rng.randrange(5)
    if kind == 0 and i < 3:
        # letters of the text, spread over all of it
        step = rng.randint(1, 4)
        word = text[::step][-most:]
    elif kind == 1:
        start = rng.randrange(n)
        word = text[start:start + rng.randint(1, min(most, 6))]
    elif kind == 2 and i == q - 1:
        word = "".join(rng.choices(letters, k=min(most, n + rng.randint(0, 1))))
    else:
        word = "".join(rng.choices(letters + "q", k=rng.randint(1, min(most, 5))))
    words.append(word)
    left -= len(word)
print(n, q)
print(text)
print("\n".join(words))
