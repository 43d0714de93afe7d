import re
import sys

NUMBER = re.compile("0|-?[1-9][0-9]{0,5}")


def numbers(line, count):
    parts = line.split()
    if len(parts) != count or not all(NUMBER.fullmatch(part) for part in parts):
        raise ValueError(line)
    return list(map(int, parts))


def legal(text):
    lines = text.rstrip().split("\n")
    (n,) = numbers(lines[0], 1)
    if not (2 <= n <= 50000 and len(lines) == n):
        return False
    group = list(range(n + 1))

    def leader(a):
        while group[a] != a:
            group[a] = group[group[a]]
            a = group[a]
        return a

    for line in lines[1:]:
        a, b, v = numbers(line, 3)
        if not (1 <= a <= n and 1 <= b <= n and -1000 <= v <= 1000):
            return False
        a, b = leader(a), leader(b)
        if a == b:
            return False
        group[a] = b
    return True


try:
    ok = legal(sys.stdin.read())
except Exception:
    ok = False
sys.exit(0 if ok else 1)
