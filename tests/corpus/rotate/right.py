import sys


def main():
    data = sys.stdin.read().split()
    n = int(data[0])
    moved = 0
    answers = []
    for order, number in zip(data[1::2], data[2::2]):
        if order == "move":
            moved += int(number)
        else:
            answers.append((int(number) - 1 - moved) % n + 1)
    print("\n".join(map(str, answers)))


main()
