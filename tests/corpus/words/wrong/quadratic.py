import sys

n, k, *words = sys.stdin.read().split()
words = [w.lower() for w in words]
seen = []
for w in words:
    if w not in seen:
        seen.append(w)
pairs = sorted((-words.count(w), w) for w in seen)
for count, w in pairs[:int(k)]:
    print(w, -count)
