import sys
from math import gcd


def main():
    data = list(map(int, sys.stdin.read().split()))
    posts = list(zip(data[1::2], data[2::2]))
    best = 0
    for i, (x, y) in enumerate(posts):
        same, directions = 1, {}
        for u, v in posts[i + 1:]:
            dx, dy = u - x, v - y
            if dx == 0 and dy == 0:
                same += 1
                continue
            g = gcd(dx, dy)
            if dx < 0 or (dx == 0 and dy < 0):
                g = -g
            key = (dx // g, dy // g)
            directions[key] = directions.get(key, 0) + 1
        best = max(best, same + max(directions.values(), default=0))
    print(best)


main()
