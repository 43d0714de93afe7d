def fewest_coins(countries, amount):
    unreachable = amount + 1
    answer = []
    for coins in countries:
        fewest = [0] + [unreachable] * amount
        for coin in coins:
            for total in range(coin, amount + 1):
                if fewest[total - coin] + 1 < fewest[total]:
                    fewest[total] = fewest[total - coin] + 1
        answer.append(fewest[amount] if fewest[amount] < unreachable else -1)
    return answer
