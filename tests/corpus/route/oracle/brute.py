import sys

n, m, *rest = map(int, sys.stdin.read().split())
passages = list(zip(rest[0::2], rest[1::2]))
ways = [[1]]
reached = {1}
while n not in reached and ways:
    longer = []
    for way in ways:
        for a, b in passages + [(b, a) for a, b in passages]:
            if a == way[-1] and b not in reached:
                reached.add(b)
                longer.append(way + [b])
    ways = longer
found = [way for way in ways if way[-1] == n]
if found:
    print(len(found[0]) - 1)
    print(*found[0])
else:
    print(-1)
