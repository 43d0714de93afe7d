import sys


def main():
    n, k, *bookings = map(int, sys.stdin.buffer.read().split())
    seen = {0: 1}
    total = count = 0
    for booking in bookings:
        total += booking
        count += seen.get(total - k, 0)
        seen[total] = seen.get(total, 0) + 1
    print(count)


main()
