import sys


def main():
    words = sys.stdin.read().split()[1:]
    families = {}
    for word in sorted(set(words)):
        families.setdefault("".join(sorted(word)), []).append(word)
    best = min(families.values(), key=lambda family: (-len(family), family[0]))
    print(len(best))
    print(" ".join(best))


main()
