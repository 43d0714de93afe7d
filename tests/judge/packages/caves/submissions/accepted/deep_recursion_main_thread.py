# Recursion on the stack that the judge gives.
import sys

sys.setrecursionlimit(300_000)
n, m, *numbers = map(int, sys.stdin.read().split())
parents = [0, 0]
for at in range(0, 3 * m, 3):
    parents.append(numbers[at])
    parents.extend(range(numbers[at + 1], numbers[at + 2]))
depths = {1: 0}


def depth(chamber):
    if chamber not in depths:
        depths[chamber] = depth(parents[chamber]) + 1
    return depths[chamber]


deepest = max(depth(chamber) for chamber in range(n, 0, -1))
print(deepest, sum(depths.values()) + n)
