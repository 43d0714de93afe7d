from itertools import groupby


def longest_runs(signals):
    runs = [(name, len(list(group))) for name, group in groupby(signals)]
    result = []
    for name in dict.fromkeys(signals):
        result.append([name, max(length for other, length in runs if other == name)])
    result.sort(key=lambda pair: -pair[1])
    return result
