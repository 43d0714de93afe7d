from collections import Counter


def pairs_with_sum(values, target):
    counts = Counter(values)
    pairs = []
    for a in sorted(counts):
        b = target - a
        if a < b and b in counts or a == b and counts[a] > 1:
            pairs.append([a, b])
    return pairs
