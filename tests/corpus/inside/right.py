import sys


def main():
    data = list(map(int, sys.stdin.buffer.read().split()))
    ax, ay, bx, by, cx, cy = data[1:7]
    left, right = min(ax, bx, cx), max(ax, bx, cx)
    low, high = min(ay, by, cy), max(ay, by, cy)
    count = 0
    for i in range(7, len(data), 2):
        x, y = data[i], data[i + 1]
        # the box around the stakes matters when they stand on one line
        if not (left <= x <= right and low <= y <= high):
            continue
        p = (bx - ax) * (y - ay) - (by - ay) * (x - ax)
        q = (cx - bx) * (y - by) - (cy - by) * (x - bx)
        r = (ax - cx) * (y - cy) - (ay - cy) * (x - cx)
        if (p >= 0 and q >= 0 and r >= 0) or (p <= 0 and q <= 0 and r <= 0):
            count += 1
    print(count)


main()
