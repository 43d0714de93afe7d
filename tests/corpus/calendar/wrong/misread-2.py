n = int(input())
DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
for _ in range(n):
    date, k = input().split()
    y, m, d = map(int, date.split("-"))
    m += int(k)
    y += (m - 1) // 12
    m = (m - 1) % 12 + 1
    last = DAYS[m - 1]
    if m == 2 and y % 4 == 0 and y % 100 != 0:
        last = 29
    print("%04d-%02d-%02d" % (y, m, min(d, last)))
