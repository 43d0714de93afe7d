import sys
from bisect import bisect_left

data = list(map(int, sys.stdin.read().split()))
jobs = sorted(zip(data[1::3], data[2::3], data[3::3]), key=lambda job: job[1])
ends = [e for s, e, p in jobs]
dp = [0] * (len(jobs) + 1)
for i, (s, e, p) in enumerate(jobs):
    dp[i + 1] = max(dp[i], dp[bisect_left(ends, s)] + p)
print(dp[-1])
