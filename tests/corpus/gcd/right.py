import sys
from math import gcd


def main():
    lengths = list(map(int, sys.stdin.buffer.read().split()))[1:]
    n = len(lengths)
    after = [0] * (n + 1)
    for i in range(n - 1, -1, -1):
        after[i] = gcd(after[i + 1], lengths[i])
    before = best = rope = 0
    for i, length in enumerate(lengths):
        piece = gcd(before, after[i + 1])
        if piece > best:
            best, rope = piece, i + 1
        before = gcd(before, length)
    print(rope, best)


main()
