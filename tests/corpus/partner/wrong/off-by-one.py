n, t = map(int, input().split())
a = list(map(int, input().split()))
where = {x: i + 1 for i, x in enumerate(a)}
for i, x in enumerate(a):
    if t - x in where:
        print(i + 1, where[t - x])
        break
else:
    print("0 0")
