import os
import sys

from beads import fault


def end(code, why):
    with open(os.path.join(sys.argv[3], "judgemessage.txt"), "w", encoding="utf-8") as message:
        print(why, file=message)
    sys.exit(code)


def main():
    with open(sys.argv[1], encoding="ascii") as given:
        count, gap = map(int, given.read().split())
    with open(sys.argv[2], encoding="ascii") as answer:
        expected = answer.read().split()[0]
    exact = sys.argv[4:] == ["--letters", "exact"]
    words = sys.stdin.buffer.read().decode("utf-8", "replace").split()
    if not words:
        end(43, "no output")
    said = words[0] if exact else words[0].capitalize()
    if said not in ("Yes", "No"):
        end(43, "neither Yes nor No")
    if said == "No":
        if len(words) > 1:
            end(43, "more after No")
        end(42 if expected == "No" else 43, "No")
    if not all(word.isascii() and word.isdecimal() and len(word) < 6 for word in words[1:]):
        end(43, "not a bead")
    why = fault([int(word) for word in words[1:]], count, gap)
    if why is not None:
        end(43, why)
    # A good order where there is none by the answer file: an error of the judges.
    end(42 if expected == "Yes" else 1, "a good order")


main()
