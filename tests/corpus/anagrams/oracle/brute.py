import sys

words = sorted(set(sys.stdin.read().split()[1:]))
best = []
for word in words:
    family = [other for other in words if sorted(other) == sorted(word)]
    if len(family) > len(best):
        best = family
print(len(best))
print(*best)
