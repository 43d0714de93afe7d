from itertools import combinations

n = int(input())
cards = list(map(int, input().split()))
print(max(a * b * c for a, b, c in combinations(cards, 3)))
