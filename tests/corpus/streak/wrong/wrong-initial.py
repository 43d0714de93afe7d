n = int(input())
a = list(map(int, input().split()))
best = 0
best_l = best_r = 1
cur = 0
l = 0
for i in range(n):
    if cur <= 0:
        cur = a[i]
        l = i
    else:
        cur += a[i]
    if cur > best or (cur == best and i - l < best_r - best_l):
        best, best_l, best_r = cur, l + 1, i + 1
print(best, best_l, best_r)
