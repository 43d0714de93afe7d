def chain(number, p, seen=set()):
    count = 0
    while number not in seen:
        seen.add(number)
        count += 1
        number = sum(int(d) ** p for d in str(number))
    return count


def chain_lengths(queries):
    return [chain(number, p) for number, p in queries]
