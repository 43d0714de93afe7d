# Off by five times of what is allowed.
n = int(input())
stones = [tuple(map(float, input().split())) for _ in range(n)]
total = sum(mass for _, mass in stones)
point = sum(place * mass for place, mass in stones) / total
print(n, total, "%.12f" % (point + max(5e-6, abs(point) * 5e-6)))
