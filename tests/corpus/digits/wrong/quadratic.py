n = int(input())
s = list(map(int, input().strip()))
count = 0
for i in range(n):
    if s[i] == 0:
        count += 1
        continue
    r = 0
    for j in range(i, n):
        r += s[j]
        if r % 9 == 0:
            count += 1
print(count)
