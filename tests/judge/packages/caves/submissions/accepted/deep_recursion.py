# The usual way to recursion that goes deep: a high limit, and a thread with a large stack.
import sys
import threading


def main():
    n, m, *numbers = map(int, sys.stdin.buffer.read().split())
    below = [[] for _ in range(n + 1)]
    for at in range(0, 3 * m, 3):
        parent, first, last = numbers[at : at + 3]
        for chamber in range(first, last + 1):
            below[parent].append(chamber)
            parent = chamber
    total = deepest = 0

    def explore(chamber, depth):
        nonlocal total, deepest
        size = 1
        for following in below[chamber]:
            size += explore(following, depth + 1)
        if depth > deepest:
            deepest = depth
        total += size
        return size

    explore(1, 0)
    print(deepest, total)


sys.setrecursionlimit(1_000_000)
threading.stack_size(240 * 1024 * 1024)
thread = threading.Thread(target=main)
thread.start()
thread.join()
