def fewest(coins, amount, table=[0]):
    # table[a] is the fewest number of coins for a, None when it cannot be made
    for total in range(len(table), amount + 1):
        ways = [table[total - c] for c in coins if c <= total and table[total - c] is not None]
        table.append(min(ways) + 1 if ways else None)
    return -1 if table[amount] is None else table[amount]


def fewest_coins(countries, amount):
    return [fewest(coins, amount) for coins in countries]
