# 4kg is not a number, and neither is 3,5.
n = int(input())
stones = [tuple(map(float, input().split())) for _ in range(n)]
total = sum(mass for _, mass in stones)
point = sum(place * mass for place, mass in stones) / total
print(n, f"{total}kg", str(point).replace(".", ","))
