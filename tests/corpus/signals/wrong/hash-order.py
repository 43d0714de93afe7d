from itertools import groupby


def longest_runs(signals):
    runs = [(name, len(list(group))) for name, group in groupby(signals)]
    names = set(signals)
    best = {name: 0 for name in names}
    for name, length in runs:
        best[name] = max(best[name], length)
    return sorted([[name, best[name]] for name in names], key=lambda pair: -pair[1])
