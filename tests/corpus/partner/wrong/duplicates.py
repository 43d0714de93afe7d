n, t = map(int, input().split())
a = list(map(int, input().split()))
b = sorted(a)
i, j = 0, n - 1
while i < j:
    if b[i] + b[j] == t:
        print(a.index(b[i]) + 1, a.index(b[j]) + 1)
        break
    if b[i] + b[j] < t:
        i += 1
    else:
        j -= 1
else:
    print(0, 0)
