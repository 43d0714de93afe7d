import sys


def main():
    data = sys.stdin.read().split("\n")
    n = int(data[0])
    stats = {}
    for line in data[1:n + 1]:
        a, b, x, y = line.split()
        x, y = int(x), int(y)
        sa = stats.setdefault(a, [0, 0, 0])
        sb = stats.setdefault(b, [0, 0, 0])
        sa[0] += 3 if x > y else 1 if x == y else 0
        sb[0] += 3 if y > x else 1 if x == y else 0
        sa[1] += x - y
        sb[1] += y - x
        sa[2] += x
        sb[2] += y
    rows = sorted(stats.items(), key=lambda r: (-r[1][0], -r[1][1], -r[1][2], r[0]))
    for i, (name, row) in enumerate(rows, 1):
        print(i, name, row[0])


main()
