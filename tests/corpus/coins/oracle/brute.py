def fewest_coins(countries, amount):
    answer = []
    for coins in countries:
        reached, count = {0}, 0
        while amount not in reached:
            more = reached | {sum_ + coin for sum_ in reached for coin in coins if sum_ + coin <= amount}
            if more == reached:
                count = -1
                break
            reached = more
            count += 1
        answer.append(count)
    return answer
