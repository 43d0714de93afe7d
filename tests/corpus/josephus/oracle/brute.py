n, k = map(int, input().split())
circle = list(range(1, n + 1))
while len(circle) > 1:
    # full rounds end where they began
    for _ in range((k - 1) % len(circle)):
        circle.append(circle.pop(0))
    circle.pop(0)
    k += 1
print(circle[0])
