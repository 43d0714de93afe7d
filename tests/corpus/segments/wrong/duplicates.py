n, k = map(int, input().split())
a = list(map(int, input().split()))
prefix = {0}
s = 0
count = 0
for x in a:
    s += x
    if s - k in prefix:
        count += 1
    prefix.add(s)
print(count)
