import sys


def main():
    weights = list(map(int, sys.stdin.read().split()))[1:]
    total = sum(weights)
    sums = 1
    for weight in weights:
        sums |= sums << weight
    # the heaviest heap that is not above one half
    below = sums & ((1 << (total // 2 + 1)) - 1)
    print(total - 2 * (below.bit_length() - 1))


main()
