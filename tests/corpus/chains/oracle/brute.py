def chain_lengths(queries):
    lengths = []
    for number, p in queries:
        chain = []
        while number not in chain:
            chain.append(number)
            number = sum(int(digit) ** p for digit in str(number))
        lengths.append(len(chain))
    return lengths
