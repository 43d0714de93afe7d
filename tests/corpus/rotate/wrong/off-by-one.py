n = int(input())
offset = 0
for _ in range(n):
    op, x = input().split()
    x = int(x)
    if op == "move":
        offset = (offset + x) % n
    else:
        print((x - offset + n) % n or 1)
