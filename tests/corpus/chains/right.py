def chain_lengths(queries):
    powers = {(digit, p): int(digit) ** p for digit in "0123456789" for p in range(1, 5)}
    known = {}
    lengths = []
    for query in queries:
        number, p = query
        chain, places = [], {}
        while (number, p) not in known and number not in places:
            places[number] = len(chain)
            chain.append(number)
            number = sum(powers[digit, p] for digit in str(number))
        if number in places:
            # The end of the chain is a circle.
            begin = places[number]
            for each in chain[begin:]:
                known[each, p] = len(chain) - begin
            chain = chain[:begin]
        length = known[number, p]
        for each in reversed(chain):
            length += 1
            known[each, p] = length
        lengths.append(known[query[0], p])
    return lengths
