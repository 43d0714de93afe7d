import sys


def main():
    data = list(map(int, sys.stdin.buffer.read().split()))
    n, m = data[0], data[1]
    near = [[] for _ in range(n + 1)]
    for i in range(2, 2 + 2 * m, 2):
        near[data[i]].append(data[i + 1])
        near[data[i + 1]].append(data[i])
    # from the way out backwards, so that the steps can be followed forwards
    following = [0] * (n + 1)
    following[n] = -1
    queue = [n]
    for room in queue:
        for other in near[room]:
            if following[other] == 0:
                following[other] = room
                queue.append(other)
    if following[1] == 0:
        print(-1)
        return
    way = [1]
    while way[-1] != n:
        way.append(following[way[-1]])
    print(len(way) - 1)
    print(*way)


main()
