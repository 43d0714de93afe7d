n = int(input())
reach = list(map(int, input().split()))
at = jumps = 0
while at < n - 1:
    if reach[at] == 0:
        jumps = -1
        break
    at += reach[at]
    jumps += 1
print(jumps)
