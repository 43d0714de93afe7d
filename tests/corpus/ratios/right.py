import sys


def main():
    data = list(map(int, sys.stdin.buffer.read().split()))
    hits, arrows = data[1::2], data[2::2]
    # Two different rates are at least 10 ** -18 apart.
    rates = [h * 10**18 // a for h, a in zip(hits, arrows)]
    order = sorted(range(data[0]), key=lambda i: (-rates[i], -arrows[i]))
    print(*[i + 1 for i in order])


main()
