from bisect import bisect_left

n, t = map(int, input().split())
vouchers = sorted((int(v), i + 1) for i, v in enumerate(input().split()))
values = [v for v, _ in vouchers]
answer = (0, 0)
for k in range(n - 1):
    p = bisect_left(values, t - values[k], k + 1)
    if values[p] == t - values[k]:
        answer = (vouchers[k][1], vouchers[p][1])
        break
print(*answer)
