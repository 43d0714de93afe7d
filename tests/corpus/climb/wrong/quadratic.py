import sys


def main():
    data = list(map(int, sys.stdin.read().split()))
    n, d = data[0], data[1]
    h = data[2:]
    dp = [1] * n
    for i in range(n):
        for j in range(i):
            if h[j] + d <= h[i] and dp[j] + 1 > dp[i]:
                dp[i] = dp[j] + 1
    print(max(dp))


main()
