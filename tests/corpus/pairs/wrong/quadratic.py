def pairs_with_sum(values, target):
    result = []
    values = sorted(values)
    for i, a in enumerate(values):
        if i > 0 and values[i - 1] == a:
            continue
        b = target - a
        if b >= a and b in values[i + 1:]:
            result.append([a, b])
    return result
