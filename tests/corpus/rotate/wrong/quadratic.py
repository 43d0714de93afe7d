n = int(input())
table = list(range(1, n + 1))
for _ in range(n):
    op, x = input().split()
    x = int(x)
    if op == "move":
        x %= n
        table = table[n - x:] + table[:n - x]
    else:
        print(table[x - 1])
