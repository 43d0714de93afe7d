from fractions import Fraction

n = int(input())
archers = []
for number in range(1, n + 1):
    hits, arrows = map(int, input().split())
    archers.append((-Fraction(hits, arrows), -arrows, number))
print(*[number for _, _, number in sorted(archers)])
