# Off by half of what is allowed, to one side and to the other.
n = int(input())
stones = [tuple(map(float, input().split())) for _ in range(n)]
total = sum(mass for _, mass in stones)
point = sum(place * mass for place, mass in stones) / total
print(n)
print("%.12f" % (total * (1 + 5e-7)))
print("%.12f" % (point - max(5e-7, abs(point) * 5e-7)))
