import sys
from itertools import combinations

n, q, text, *words = sys.stdin.read().split()


def spelled(word, beginning):
    if len(beginning) <= 10:
        return any("".join(chosen) == word for chosen in combinations(beginning, len(word)))
    letters = iter(beginning)
    return all(any(letter == other for other in letters) for letter in word)


for word in words:
    for length in range(len(text) + 1):
        if spelled(word, text[:length]):
            print(length)
            break
    else:
        print(-1)
