def length_from(number, p, cache={}):
    if number in cache:
        return cache[number]
    seen = []
    x = number
    while x not in seen:
        seen.append(x)
        x = sum(int(c) ** p for c in str(x))
    cache[number] = len(seen)
    return cache[number]


def chain_lengths(queries):
    result = []
    for number, p in queries:
        result.append(length_from(number, p))
    return result
