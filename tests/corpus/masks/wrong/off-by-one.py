n = int(input())
a = list(map(int, input().split()))
res = 0
for b in range(28, -1, -1):
    mask = res | (1 << b)
    if sum(1 for x in a if (x & mask) == mask) >= 2:
        res = mask
print(res)
