n = int(input())
reach = list(map(int, input().split()))
jumps = [-1] * n
jumps[0] = 0
known = 0
for i in range(n - 1):
    if jumps[i] == -1:
        break
    # leaves behind the last known one take one jump more than leaf i
    while known < i + reach[i]:
        known += 1
        jumps[known] = jumps[i] + 1
print(jumps[-1])
