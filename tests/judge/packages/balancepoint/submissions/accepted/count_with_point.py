# A count of 3 is told as 3.0.
n = int(input())
stones = [tuple(map(float, input().split())) for _ in range(n)]
total = sum(mass for _, mass in stones)
print(float(n), total, sum(place * mass for place, mass in stones) / total)
