n = int(input())
weights = sorted(map(int, input().split()), reverse=True)
first = second = 0
for w in weights:
    if first <= second:
        first += w
    else:
        second += w
print(abs(first - second))
