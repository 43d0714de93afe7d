import sys


def right(source, output, answer):
    n, m, *rest = map(int, source.split())
    fewest = int(answer.split()[0])
    numbers = [int(word) for word in output.split()]
    if fewest == -1:
        return numbers == [-1]
    if len(numbers) != fewest + 2 or numbers[0] != fewest:
        return False
    way = numbers[1:]
    if way[0] != 1 or way[-1] != n:
        return False
    joined = set()
    for a, b in zip(rest[0::2], rest[1::2]):
        joined.add((a, b))
        joined.add((b, a))
    return all(step in joined for step in zip(way, way[1:]))


try:
    ok = right(*(open(name).read() for name in sys.argv[1:4]))
except Exception:
    ok = False
sys.exit(0 if ok else 1)
