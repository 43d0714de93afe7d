import sys


def main():
    data = list(map(int, sys.stdin.read().split()))
    jobs = sorted(zip(data[2::3], data[1::3], data[3::3]))
    n = len(jobs)
    dp = [0] * n
    for i in range(n):
        e, s, p = jobs[i]
        best = 0
        for j in range(i):
            if jobs[j][0] <= s and dp[j] > best:
                best = dp[j]
        dp[i] = best + p
    print(max(dp))


main()
