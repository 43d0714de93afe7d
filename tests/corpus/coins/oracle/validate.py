import json
import sys


def legal(text):
    if "\n" in text.strip():
        return False
    arguments = json.loads(text)
    if type(arguments) is not list or len(arguments) != 2:
        return False
    countries, amount = arguments
    if type(amount) is not int or not 0 <= amount <= 10000:
        return False
    if type(countries) is not list or not 1 <= len(countries) <= 5:
        return False
    for coins in countries:
        if type(coins) is not list or not 1 <= len(coins) <= 8:
            return False
        if not all(type(coin) is int and 1 <= coin <= 10000 for coin in coins) or len(set(coins)) < len(coins):
            return False
    return True


try:
    ok = legal(sys.stdin.read())
except Exception:
    ok = False
sys.exit(0 if ok else 1)
