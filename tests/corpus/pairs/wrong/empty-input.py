def pairs_with_sum(values, target):
    values = sorted(values)
    result = []
    i, j = 0, len(values) - 1
    last = values[0] - 1
    while i < j:
        total = values[i] + values[j]
        if total > target:
            j -= 1
            continue
        if total == target and values[i] != last:
            last = values[i]
            result.append([last, values[j]])
        i += 1
    return result
