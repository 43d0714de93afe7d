n = int(input())
a = list(map(int, input().split()))


def solve():
    for i in range(n):
        s = 0
        for j in range(i, n):
            s += a[j]
            if s % n == 0:
                print(j - i + 1)
                print(*range(i + 1, j + 2))
                return


solve()
