def longest_runs(signals):
    n = len(signals)
    pairs = []
    for name in set(signals):
        length = max(j - i for i in range(n) for j in range(i + 1, n + 1) if set(signals[i:j]) == {name})
        pairs.append([name, length])
    return sorted(pairs, key=lambda pair: (-pair[1], signals.index(pair[0])))
