n = int(input())
print(n, 1000 / (n - n), 0)
