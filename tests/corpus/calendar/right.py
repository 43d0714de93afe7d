import sys
from calendar import monthrange


def main():
    data = sys.stdin.read().split()
    ends = []
    for date, months in zip(data[1::2], data[2::2]):
        year, month, day = map(int, date.split("-"))
        year, month = divmod(year * 12 + month - 1 + int(months), 12)
        month += 1
        if day > 28:
            day = min(day, monthrange(year, month)[1])
        ends.append(f"{year:04}-{month:02}-{day:02}")
    print("\n".join(ends))


main()
