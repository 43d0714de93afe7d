def pairs_with_sum(values, target):
    numbers = set(values)
    result = []
    for a in sorted(numbers):
        b = target - a
        if a <= b and b in numbers:
            result.append([a, b])
    return result
