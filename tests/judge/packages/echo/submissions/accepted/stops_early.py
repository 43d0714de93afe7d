import sys

heard = set()
for line in sys.stdin:
    for word in line.split():
        if word in heard:
            print(word)
            sys.exit()
        heard.add(word)
print("-")
