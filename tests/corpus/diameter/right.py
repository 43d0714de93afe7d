import sys


def main():
    data = list(map(int, sys.stdin.buffer.read().split()))
    n = data[0]
    near = [[] for _ in range(n + 1)]
    for i in range(1, 3 * n - 2, 3):
        a, b, v = data[i], data[i + 1], data[i + 2]
        near[a].append((b, v))
        near[b].append((a, v))
    origin = [0] * (n + 1)
    value = [0] * (n + 1)
    order = [1]
    for at in order:
        for other, v in near[at]:
            if other != origin[at]:
                origin[other] = at
                value[other] = v
                order.append(other)
    best = -10 ** 9
    # the best walk that goes down from a square by at least one path; None: there is none yet
    down = [None] * (n + 1)
    for at in reversed(order):
        parent = origin[at]
        if parent == 0:
            break
        reach = value[at] + max(0, down[at] or 0)
        if down[parent] is None:
            best = max(best, reach)
            down[parent] = reach
        else:
            best = max(best, reach, down[parent] + reach)
            down[parent] = max(down[parent], reach)
    print(best)


main()
