import sys


def main():
    gains = list(map(int, sys.stdin.buffer.read().split()))[1:]
    total = 0
    lowest, lowest_at = 0, 0
    best, best_days, best_end = None, 0, 0
    for end, gain in enumerate(gains, 1):
        total += gain
        here, days = total - lowest, end - lowest_at
        if best is None or here > best or (here == best and days < best_days):
            best, best_days, best_end = here, days, end
        if total <= lowest:
            lowest, lowest_at = total, end
    print(best, best_end - best_days + 1, best_end)


main()
