import sys
from math import gcd

data = list(map(int, sys.stdin.read().split()))
n, a = data[0], data[1:]
left = [a[0]] * n
right = [a[-1]] * n
for i in range(1, n):
    left[i] = gcd(left[i - 1], a[i])
for i in range(n - 2, -1, -1):
    right[i] = gcd(right[i + 1], a[i])
best, rope = 1, 1
for i in range(1, n - 1):
    g = gcd(left[i - 1], right[i + 1])
    if g > best:
        best, rope = g, i + 1
if right[1] > best:
    best, rope = right[1], 1
if left[n - 2] > best:
    best, rope = left[n - 2], n
print(rope, best)
