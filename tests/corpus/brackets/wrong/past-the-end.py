n = int(input())
line = input().strip()
pairs = {")": "(", "]": "[", "}": "{"}
stack = []
answer = None
for i in range(n):
    c = line[i]
    if c in "([{":
        stack.append(c)
    elif c in pairs:
        if stack[-1] != pairs[c]:
            answer = i + 1
            break
        stack.pop()
if answer is not None:
    print(answer)
elif stack:
    print(n + 1)
else:
    print("OK")
