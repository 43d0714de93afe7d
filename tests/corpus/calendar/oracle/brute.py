def days_of(year, month):
    if month == 2:
        leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
        return 29 if leap else 28
    return 30 if month in (4, 6, 9, 11) else 31


for _ in range(int(input())):
    date, months = input().split()
    year, month, day = map(int, date.split("-"))
    for _ in range(int(months)):
        month += 1
        if month == 13:
            month = 1
            year += 1
    day = min(day, days_of(year, month))
    print(f"{year:04}-{month:02}-{day:02}")
