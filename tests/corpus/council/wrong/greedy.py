import sys


# two candidates with counters: nobody else can have more than a third
def main():
    data = sys.stdin.read().split()
    first = second = None
    a = b = 0
    for v in data[1:]:
        if v == first:
            a += 1
        elif v == second:
            b += 1
        elif a == 0:
            first, a = v, 1
        elif b == 0:
            second, b = v, 1
        else:
            a -= 1
            b -= 1
    result = []
    if a > 0:
        result.append(first)
    if b > 0:
        result.append(second)
    result.sort()
    print(len(result))
    for name in result:
        print(name)


main()
