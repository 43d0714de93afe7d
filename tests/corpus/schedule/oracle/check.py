import sys


def right(source, output, answer):
    n, m, *rest = map(int, source.split())
    words = output.split()
    if answer.split() == ["IMPOSSIBLE"]:
        return words == ["IMPOSSIBLE"]
    order = [int(word) for word in words]
    if sorted(order) != list(range(1, n + 1)):
        return False
    place = {step: i for i, step in enumerate(order)}
    return all(place[a] < place[b] for a, b in zip(rest[0::2], rest[1::2]))


try:
    ok = right(*(open(name).read() for name in sys.argv[1:4]))
except Exception:
    ok = False
sys.exit(0 if ok else 1)
