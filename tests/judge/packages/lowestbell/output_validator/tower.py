"""Strikes the bells: tower.py input answer feedback-folder [--spare questions]"""
import pathlib
import sys


def end(code, why):
    pathlib.Path(sys.argv[3], "judgemessage.txt").write_text(why + "\n", encoding="utf-8")
    sys.exit(code)


def bell(word, count):
    if not word.isdecimal() or not 1 <= int(word) <= count:
        end(43, f"no bell: {word[:30]}")
    return int(word)


def main():
    count, *pitches = map(int, pathlib.Path(sys.argv[1]).read_text().split())
    lowest = int(pathlib.Path(sys.argv[2]).read_text())
    arguments = sys.argv[4:]
    spare = int(arguments[arguments.index("--spare") + 1]) if "--spare" in arguments else 1000
    left = count - 1 + spare
    print(count, flush=True)
    while True:
        line = sys.stdin.readline()
        words = line.split()
        if not line:
            end(43, "the ringer left")
        elif len(words) == 3 and words[0] == "ask":
            first, second = bell(words[1], count), bell(words[2], count)
            if left == 0:
                end(43, "too many questions")
            left -= 1
            print(first if pitches[first - 1] < pitches[second - 1] else second, flush=True)
        elif len(words) == 2 and words[0] == "lowest":
            found = bell(words[1], count)
            break
        else:
            end(43, f"not understood: {line[:40]!r}")
    if sys.stdin.readline():
        end(43, "more after the answer")
    if found != lowest:
        end(43, f"{found} is not the lowest")
    end(42, f"{left} questions left")


main()
