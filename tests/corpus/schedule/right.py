import sys


def main():
    data = list(map(int, sys.stdin.buffer.read().split()))
    n, m = data[0], data[1]
    after = [[] for _ in range(n + 1)]
    missing = [0] * (n + 1)
    for i in range(2, 2 + 2 * m, 2):
        after[data[i]].append(data[i + 1])
        missing[data[i + 1]] += 1
    ready = [step for step in range(n, 0, -1) if missing[step] == 0]
    order = []
    while ready:
        step = ready.pop()
        order.append(step)
        for b in after[step]:
            missing[b] -= 1
            if missing[b] == 0:
                ready.append(b)
    print(" ".join(map(str, order)) if len(order) == n else "IMPOSSIBLE")


main()
