import json
import random
import sys

seed, size = int(sys.argv[1]), min(int(sys.argv[2]), 200000)
rng = random.Random(seed * 1000003 + size)
n = size if size > 10 else rng.randint(0, size)
letters = rng.choice(["a", "ab", "ab", "abc", "abcdefghijklmnopqrstuvwxyz"])


def palindrome(length):
    half = [rng.choice(letters) for _ in range((length + 1) // 2)]
    return half + half[:length // 2][::-1]


flavour = seed % 5
if flavour == 0:
    word = [rng.choice(letters) for _ in range(n)]
elif flavour == 1:
    word = palindrome(n)
elif flavour == 2 and n > 0:
    word = palindrome(n - 1)
    word.insert(rng.randint(0, len(word)), rng.choice("ab"))
elif flavour == 3 and n > 1:
    word = palindrome(n - 2)
    middle = len(word) // 2
    for _ in range(2):
        near = min(len(word), max(0, middle + rng.randint(-4, 4)))
        word.insert(rng.choice([near, rng.randint(0, len(word))]), rng.choice("ab"))
else:
    word = palindrome(n)
    if n:
        word[rng.randrange(n)] = rng.choice("ab")
print(json.dumps(["".join(word)], separators=(",", ":")))
