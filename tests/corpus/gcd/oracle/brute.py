from math import gcd

n = int(input())
lengths = list(map(int, input().split()))
best = (0, 0)
for i in range(n):
    rest = lengths[:i] + lengths[i + 1 :]
    piece = max(rest)
    while any(length % piece for length in rest):
        piece = gcd(*rest) if piece > 1000 else piece - 1
    if piece > best[1]:
        best = (i + 1, piece)
print(*best)
