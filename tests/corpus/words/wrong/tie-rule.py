import sys
from collections import Counter

data = sys.stdin.read().split()
k = int(data[1])
counts = Counter(w.lower() for w in data[2:])
for word, count in counts.most_common(k):
    print(word, count)
