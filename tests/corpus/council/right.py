import sys
from collections import Counter


def main():
    votes = sys.stdin.read().split()[1:]
    seats = sorted(name for name, count in Counter(votes).items() if 3 * count > len(votes))
    print(len(seats))
    for name in seats:
        print(name)


main()
