import sys


def main():
    cards = sorted(map(int, sys.stdin.buffer.read().split()[1:]))
    print(max(cards[-1] * cards[-2] * cards[-3], cards[-1] * cards[0] * cards[1]))


main()
