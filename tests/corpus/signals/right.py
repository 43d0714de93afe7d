def longest_runs(signals):
    longest = {}
    length = 0
    for i, name in enumerate(signals):
        length = length + 1 if i and signals[i - 1] == name else 1
        if length > longest.get(name, 0):
            longest[name] = length
    # The names are in the order in which they were heard first, and sorting keeps it.
    return [[name, run] for name, run in sorted(longest.items(), key=lambda item: -item[1])]
