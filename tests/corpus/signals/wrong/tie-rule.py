from itertools import groupby


def longest_runs(signals):
    best = {}
    for name, group in groupby(signals):
        best[name] = max(best.get(name, 0), sum(1 for _ in group))
    return [[name, length] for length, name in sorted(((v, k) for k, v in best.items()), key=lambda p: (-p[0], p[1]))]
