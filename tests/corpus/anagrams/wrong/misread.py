import sys

words = sorted(set(sys.stdin.read().split()[1:]))
families = {}
for word in words:
    families.setdefault(frozenset(word), []).append(word)
best = []
for family in families.values():
    if len(family) > len(best):
        best = family
print(len(best))
print(*best)
