import sys


def main():
    keys = list(map(int, sys.stdin.buffer.read().split()))[1:]
    shown = 0
    for bit in range(29, -1, -1):
        wanted = shown | 1 << bit
        fitting = [key for key in keys if key & wanted == wanted]
        if len(fitting) >= 2:
            shown, keys = wanted, fitting
    print(shown)


main()
