import sys

n, *rest = map(int, sys.stdin.read().split())
near = {}
for a, b, v in zip(rest[0::3], rest[1::3], rest[2::3]):
    near.setdefault(a, []).append((b, v))
    near.setdefault(b, []).append((a, v))
best = None
for start in range(1, n + 1):
    todo = [(start, 0, 0)]
    for at, origin, total in todo:
        if at != start and (best is None or total > best):
            best = total
        for other, v in near[at]:
            if other != origin:
                todo.append((other, at, total + v))
print(best)
