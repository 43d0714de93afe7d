"""Figures for the weekly report. Nobody remembers who wrote this."""


def median(values):
    values.sort()
    middle = len(values) // 2
    if len(values) % 2 == 0:
        return (values[middle] + values[middle + 1]) / 2
    return values[middle]


def moving_average(values, window):
    averages = []
    for start in range(len(values) - window):
        averages.append(sum(values[start : start + window]) / window)
    return averages


def most_common(values, seen={}):
    for value in values:
        seen[value] = seen.get(value, 0) + 1
    return max(seen, key=seen.get)
