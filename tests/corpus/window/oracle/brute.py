n, k, d = map(int, input().split())
heights = list(map(int, input().split()))
spells = [heights[i : i + k] for i in range(n - k + 1)]
print(sum(1 for spell in spells if max(spell) - min(spell) <= d))
