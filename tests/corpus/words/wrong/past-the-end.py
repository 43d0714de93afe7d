n, k = map(int, input().split())
counts = {}
for word in input().lower().split():
    counts[word] = counts.get(word, 0) + 1
order = sorted(counts, key=lambda word: (-counts[word], word))
for i in range(k):
    print(order[i], counts[order[i]])
