def chain_lengths(queries):
    result = []
    for n, p in queries:
        steps = 1
        while True:
            nxt = sum(int(d) ** p for d in str(n))
            if nxt == n:
                break
            n = nxt
            steps += 1
            if n == 1 or steps > 1000:
                break
        result.append(steps)
    return result
