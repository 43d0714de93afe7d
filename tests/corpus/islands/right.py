import sys


def main():
    data = sys.stdin.read().split()
    h, w = int(data[0]), int(data[1])
    width = w + 1
    # a column of water between the rows and a row of it at both ends
    land = bytearray(("." * width + ".".join(data[2:]) + "." * (width + 1)).replace("#", "1").replace(".", "0").encode())
    islands = largest = 0
    start = land.find(b"1")
    while start != -1:
        land[start] = 48
        stack, cells = [start], 0
        while stack:
            at = stack.pop()
            cells += 1
            for near in (at - 1, at + 1, at - width, at + width):
                if land[near] == 49:
                    land[near] = 48
                    stack.append(near)
        islands += 1
        largest = max(largest, cells)
        start = land.find(b"1", start)
    print(islands, largest)


main()
