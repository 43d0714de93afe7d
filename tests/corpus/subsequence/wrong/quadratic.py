import sys


def main():
    data = sys.stdin.read().split()
    text, words = data[2], data[3:]
    for word in words:
        matched = 0
        answer = -1
        for i, c in enumerate(text, 1):
            if c == word[matched]:
                matched += 1
                if matched == len(word):
                    answer = i
                    break
        print(answer)


main()
