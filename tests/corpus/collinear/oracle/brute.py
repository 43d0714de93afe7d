import sys

n, *rest = map(int, sys.stdin.read().split())
posts = list(zip(rest[0::2], rest[1::2]))
best = max(posts.count(post) for post in posts)
if len(set(posts)) > 1:
    for ax, ay in posts:
        for bx, by in posts:
            if (ax, ay) != (bx, by):
                best = max(best, sum((bx - ax) * (y - ay) == (by - ay) * (x - ax) for x, y in posts))
print(best)
