import sys


def main():
    data = sys.stdin.read().split()
    a = [int(x) for x in data[1:]]
    best_sum, best_start, best_end = a[0], 0, 0
    current, start = a[0], 0
    for i in range(1, len(a)):
        if current < 0:
            current, start = a[i], i
        else:
            current += a[i]
        if current > best_sum:
            best_sum, best_start, best_end = current, start, i
        elif current == best_sum and i - start < best_end - best_start:
            best_start, best_end = start, i
    print(best_sum, best_start + 1, best_end + 1)


main()
