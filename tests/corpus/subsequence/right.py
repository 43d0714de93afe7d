import sys
from bisect import bisect_left


def main():
    data = sys.stdin.read().split()
    text = data[2]
    places = {letter: [] for letter in "abcdefghijklmnopqrstuvwxyz"}
    for i, letter in enumerate(text):
        places[letter].append(i)
    out = []
    for word in data[3:]:
        length = 0
        for letter in word:
            where = places[letter]
            k = bisect_left(where, length)
            if k == len(where):
                length = -1
                break
            length = where[k] + 1
        out.append(length)
    print("\n".join(map(str, out)))


main()
