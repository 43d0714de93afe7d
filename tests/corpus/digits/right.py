import sys


def main():
    digits = sys.stdin.read().split()[1]
    starts = [0] * 9  # places where a piece may begin, by the sum of the digits before
    total = count = 0
    for digit in map(int, digits):
        if digit:
            starts[total] += 1
        else:
            count += 1
        total = (total + digit) % 9
        count += starts[total]
    print(count)


main()
