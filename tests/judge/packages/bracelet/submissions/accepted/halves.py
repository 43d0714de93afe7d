n, k = map(int, input().split())
half = n // 2
if n > 1 and k > half:
    print("No")
else:
    low, high = list(range(1, half + 1)), list(range(half + 1, n + 1))
    order = []
    for i, bead in enumerate(high):
        order.append(bead)
        if i < half:
            order.append(low[i])
    print("Yes")
    print(*order)
