n = int(input())
temperatures = list(map(int, input().split()))
shown = []
for i in range(1, n + 1):
    so_far = sorted(temperatures[:i])
    if i % 2:
        shown.append(so_far[i // 2])
    else:
        shown.append((so_far[i // 2 - 1] + so_far[i // 2]) // 2)
print(*shown)
