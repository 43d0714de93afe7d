from bisect import bisect_left, insort

n, k, d = map(int, input().split())
a = list(map(int, input().split()))
window = sorted(a[:k])
count = 0
for i in range(n - k):
    if window[-1] - window[0] <= d:
        count += 1
    window.pop(bisect_left(window, a[i]))
    insort(window, a[i + k])
print(count)
