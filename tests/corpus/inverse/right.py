import sys


def main():
    readings = list(map(int, sys.stdin.buffer.read().split()))[1:]
    n = len(readings)
    drops = 0
    width = 1
    # blocks of this width are sorted
    while width < n:
        for start in range(0, n - width, 2 * width):
            left = readings[start : start + width]
            right = readings[start + width : start + 2 * width]
            below = 0
            for value in left:
                while below < len(right) and value > 2 * right[below]:
                    below += 1
                drops += below
            left += right
            left.sort()
            readings[start : start + 2 * width] = left
        width *= 2
    print(drops)


main()
