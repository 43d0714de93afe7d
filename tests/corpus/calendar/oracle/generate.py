import random
import sys

seed, size = int(sys.argv[1]), min(int(sys.argv[2]), 50000)
rng = random.Random(seed * 1000003 + size)
n = size if size > 10 else rng.randint(1, size)
flavour = seed % 5


def days_of(year, month):
    if month == 2:
        return 29 if year % 4 == 0 and (year % 100 != 0 or year % 400 == 0) else 28
    return 30 if month in (4, 6, 9, 11) else 31


print(n)
for _ in range(n):
    month = rng.randint(1, 12)
    if flavour == 0:
        year, months = rng.randint(2015, 2025), rng.randint(1, 30)
    elif flavour == 1:
        year, months = rng.randint(1600, 4000), rng.randint(1, 12000)
    elif flavour == 2:
        year, months = rng.choice([1600, 1700, 1896, 1900, 2000, 2100, 3999, 4000]), rng.randint(1, 60)
    elif flavour == 3:
        year, month = rng.randint(1890, 2110), rng.choice([1, 2, 12])
        months = rng.choice([1, 11, 12, 13, 14, 24, 48, 12000])
    else:
        # the contract ends in the year of a century
        end = rng.randint(17, 39) * 1200 + rng.randint(0, 11)
        months = rng.randint(1, 300)
        year, month = (end - months) // 12, (end - months) % 12 + 1
    last = days_of(year, month)
    day = rng.choice([1, last, last, rng.randint(1, last), rng.randint(28, last)])
    print(f"{year:04}-{month:02}-{day:02} {months}")
