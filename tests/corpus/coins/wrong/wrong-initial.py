def fewest_coins(countries, amount):
    result = []
    for coins in countries:
        # no amount takes more coins than its value
        dp = [amount] * (amount + 1)
        dp[0] = 0
        for total in range(1, amount + 1):
            for coin in coins:
                if coin <= total:
                    dp[total] = min(dp[total], dp[total - coin] + 1)
        if dp[amount] < amount or amount == 0:
            result.append(dp[amount])
        else:
            result.append(-1)
    return result
