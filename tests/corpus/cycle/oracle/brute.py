import sys

n, m, *rest = map(int, sys.stdin.read().split())
arrows = list(zip(rest[0::2], rest[1::2]))


def reachable(start, known):
    found = [start]
    for at in found:
        for a, b in known:
            if a == at and b not in found:
                found.append(b)
    return found


for i, (a, b) in enumerate(arrows):
    if a in reachable(b, arrows[:i]):
        print(i + 1)
        break
else:
    print(0)
