from itertools import groupby


def compress(text):
    out = []
    for letter, run in groupby(text):
        nines, rest = divmod(sum(1 for _ in run), 9)
        out.append((letter + "9") * nines)
        if rest == 1:
            out.append(letter)
        elif rest > 1:
            out.append(letter + str(rest))
    return "".join(out)
