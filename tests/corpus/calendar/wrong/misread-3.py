def last_day(y, m):
    if m == 2:
        return 29 if (y % 4 == 0 and y % 100 != 0) or y % 400 == 0 else 28
    return 30 if m in (4, 6, 9, 11) else 31


for _ in range(int(input())):
    begin, months = input().split()
    y, m, d = map(int, begin.split("-"))
    left = int(months)
    # whole years first, then month by month
    y += left // 12
    d = min(d, last_day(y, m))
    for _ in range(left % 12):
        m += 1
        if m > 12:
            m = 1
            y += 1
        d = min(d, last_day(y, m))
    print(f"{y:04d}-{m:02d}-{d:02d}")
