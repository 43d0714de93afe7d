import json
import sys


def legal(text):
    if "\n" in text.strip():
        return False
    n, quarrels = json.loads(text)
    if type(n) is not int or not 1 <= n <= 50000 or type(quarrels) is not list or len(quarrels) > 100000:
        return False
    for pair in quarrels:
        if type(pair) is not list or len(pair) != 2 or not all(type(a) is int and 0 <= a < n for a in pair):
            return False
        if pair[0] == pair[1]:
            return False
    return type(json.loads(text)) is list


try:
    ok = legal(sys.stdin.read())
except Exception:
    ok = False
sys.exit(0 if ok else 1)
