import re
import sys


def right(given, printed, answer):
    n, t, *values = map(int, given.split())
    words = printed.split()
    if len(words) != 2 or not all(re.fullmatch("[0-9]{1,9}", word) for word in words):
        return False
    i, j = map(int, words)
    if (i, j) == (0, 0):
        return answer.split() == ["0", "0"]
    return 1 <= i <= n and 1 <= j <= n and i != j and values[i - 1] + values[j - 1] == t


with open(sys.argv[1]) as given, open(sys.argv[2]) as printed, open(sys.argv[3]) as answer:
    sys.exit(0 if right(given.read(), printed.read(), answer.read()) else 1)
