import sys


def main():
    n = int(sys.stdin.readline())
    line = sys.stdin.readline().strip()
    closing = {"(": ")", "[": "]", "{": "}"}
    expected = []
    for place, c in enumerate(line, 1):
        if c in closing:
            expected.append(closing[c])
        elif c in ")]}":
            if not expected or expected.pop() != c:
                print(place)
                return
    print(n + 1 if expected else "OK")


main()
