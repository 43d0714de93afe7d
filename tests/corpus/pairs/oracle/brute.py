def pairs_with_sum(values, target):
    found = []
    for j in range(len(values)):
        for i in range(j):
            pair = sorted([values[i], values[j]])
            if sum(pair) == target and pair not in found:
                found.append(pair)
    return sorted(found)
