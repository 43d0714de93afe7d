import sys


def main():
    data = sys.stdin.read().split()
    r, c, floor = int(data[0]), int(data[1]), data[2:]
    stood = bytearray(r * c)
    y = x = steps = 0
    while 0 <= y < r and 0 <= x < c:
        if stood[y * c + x]:
            print(steps, "back")
            return
        stood[y * c + x] = 1
        arrow = floor[y][x]
        if arrow == "R":
            x += 1
        elif arrow == "L":
            x -= 1
        elif arrow == "D":
            y += 1
        else:
            y -= 1
        steps += 1
    print(steps, "off")


main()
