def fewest_coins(countries, amount):
    answer = []
    for coins in countries:
        left, count = amount, 0
        for coin in sorted(coins, reverse=True):
            count += left // coin
            left %= coin
        answer.append(count if left == 0 else -1)
    return answer
