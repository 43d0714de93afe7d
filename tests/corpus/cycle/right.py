import sys


def has_cycle(n, heads, tails, count):
    after = [[] for _ in range(n + 1)]
    before = [0] * (n + 1)
    for i in range(count):
        after[heads[i]].append(tails[i])
        before[tails[i]] += 1
    free = [v for v in range(1, n + 1) if before[v] == 0]
    for at in free:
        for b in after[at]:
            before[b] -= 1
            if before[b] == 0:
                free.append(b)
    return len(free) < n


def main():
    data = list(map(int, sys.stdin.buffer.read().split()))
    n, m = data[0], data[1]
    heads, tails = data[2::2], data[3::2]
    if not has_cycle(n, heads, tails, m):
        print(0)
        return
    low, high = 0, m
    while high - low > 1:
        middle = (low + high) // 2
        if has_cycle(n, heads, tails, middle):
            high = middle
        else:
            low = middle
    print(high)


main()
