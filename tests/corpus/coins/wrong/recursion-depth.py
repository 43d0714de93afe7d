from functools import lru_cache


def fewest_coins(countries, amount):
    result = []
    for coins in countries:

        @lru_cache(maxsize=None)
        def best(left):
            if left == 0:
                return 0
            return min((1 + best(left - c) for c in coins if c <= left), default=float("inf"))

        value = best(amount)
        result.append(-1 if value == float("inf") else value)
    return result
