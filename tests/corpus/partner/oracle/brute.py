n, t = map(int, input().split())
values = list(map(int, input().split()))
pairs = [(i + 1, j + 1) for i in range(n) for j in range(i + 1, n) if values[i] + values[j] == t]
print(*(pairs[0] if pairs else (0, 0)))
