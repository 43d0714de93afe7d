import sys
from collections import Counter


def main():
    data = sys.stdin.read().split()
    k = int(data[1])
    counts = Counter(word.lower() for word in data[2:])
    ranked = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    print("\n".join("%s %d" % pair for pair in ranked[:k]))


main()
