n = int(input())
archers = []
for i in range(n):
    h, a = map(int, input().split())
    archers.append((-h / a, -a, i + 1))
archers.sort()
print(*[x[2] for x in archers])
