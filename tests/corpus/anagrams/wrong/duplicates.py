import sys

words = sys.stdin.read().split()[1:]
families = {}
for word in sorted(words):
    families.setdefault("".join(sorted(word)), []).append(word)
best = []
for family in families.values():
    if len(family) > len(best):
        best = family
best = sorted(set(best))
print(len(best))
print(*best)
