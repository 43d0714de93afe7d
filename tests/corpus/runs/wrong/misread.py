import re


def compress(text):
    """Runs longer than 9 are cut so that the remainder comes first."""

    def short(match):
        letter, length = match[1], len(match[0])
        nines, rest = divmod(length, 9)
        head = "" if rest == 0 else letter if rest == 1 else f"{letter}{rest}"
        return head + f"{letter}9" * nines

    return re.sub(r"(.)\1*", short, text)
