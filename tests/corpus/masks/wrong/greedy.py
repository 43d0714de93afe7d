n = int(input())
a = sorted(map(int, input().split()))
# the best two are next to each other in sorted order
print(max(x & y for x, y in zip(a, a[1:])))
