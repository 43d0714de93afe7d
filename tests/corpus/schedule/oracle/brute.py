import sys

n, m, *rest = map(int, sys.stdin.read().split())
rules = list(zip(rest[0::2], rest[1::2]))
done = []
while True:
    possible = [
        each for each in range(1, n + 1)
        if each not in done and all(a in done for a, b in rules if b == each)
    ]
    if not possible:
        break
    done.append(possible[0])
print(*done) if len(done) == n else print("IMPOSSIBLE")
