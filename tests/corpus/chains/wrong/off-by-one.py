memo = {}


def chain_lengths(queries):
    result = []
    for n, p in queries:
        path = []
        while n not in path and (n, p) not in memo:
            path.append(n)
            n = sum(int(d) ** p for d in str(n))
        base = memo.get((n, p), 0)
        for i, x in enumerate(path):
            memo[x, p] = len(path) - i + base
        result.append(len(path) + base)
    return result
