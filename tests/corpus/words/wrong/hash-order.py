import sys

n, k, *text = sys.stdin.read().lower().split()
count = dict.fromkeys(set(text), 0)
for word in text:
    count[word] += 1
ranking = sorted(count, key=count.get, reverse=True)
for word in ranking[:int(k)]:
    print(word, count[word])
