import sys

n = int(sys.stdin.readline())
line = sys.stdin.readline().strip()
opened = []
result = "OK"
for i, c in enumerate(line):
    if c in "([{":
        opened.insert(0, c)
    elif c in ")]}":
        if not opened or opened.pop(0) + c not in ("()", "[]", "{}"):
            result = str(i + 1)
            break
if result == "OK" and opened:
    result = str(n + 1)
print(result)
