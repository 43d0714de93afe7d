n = int(input())
a = sorted(map(int, input().split()), reverse=True)
print(a[0] * a[1] * a[2])
