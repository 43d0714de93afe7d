n = int(input())
line = input().strip()
match = {")": "(", "]": "[", "}": "{"}
stack = []


def check():
    for i, c in enumerate(line, 1):
        if c in "([{":
            stack.append((c, i))
        elif c in match:
            if not stack or stack[-1][0] != match[c]:
                return i
            stack.pop()
    if stack:
        # the bracket that is never closed
        return stack[-1][1]
    return "OK"


print(check())
