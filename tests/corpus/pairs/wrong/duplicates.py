def pairs_with_sum(values, target):
    values = sorted(values)
    i, j = 0, len(values) - 1
    result = []
    while i < j:
        total = values[i] + values[j]
        if total == target:
            result.append([values[i], values[j]])
            i += 1
            j -= 1
        elif total < target:
            i += 1
        else:
            j -= 1
    return result
