import sys


def reduced(text):
    """The text without letters and without pairs that stand side by side, as often as there are any."""
    text = "".join(c for c in text if not c.isalpha())
    while True:
        shorter = text.replace("()", "").replace("[]", "").replace("{}", "")
        if shorter == text:
            return text
        text = shorter


n = int(sys.stdin.readline())
line = sys.stdin.readline().strip()
for end in range(1, n + 1):
    if any(c in ")]}" for c in reduced(line[:end])):
        print(end)
        break
else:
    print(n + 1 if reduced(line) else "OK")
