import sys


def last_day(y, m):
    if m == 2:
        return 29 if y % 400 == 0 or (y % 4 == 0 and y % 100 != 0) else 28
    return 30 if m in (4, 6, 9, 11) else 31


lines = sys.stdin.read().splitlines()
for line in lines[1:]:
    begin, months = line.split()
    y, m, d = (int(part) for part in begin.split("-"))
    y += int(months) // 12
    m += int(months) % 12
    if m >= 12:
        y, m = y + m // 12, m % 12
        if m == 0:
            m = 12
    d = min(d, last_day(y, m))
    print(f"{y}-{m:02d}-{d:02d}")
