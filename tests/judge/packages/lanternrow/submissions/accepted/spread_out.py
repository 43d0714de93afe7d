# Blank lines, tabs and carriage returns around the tokens: only the tokens count.
import sys

last, length, best, longest = None, 0, "Dark", 0
for line in sys.stdin:
    for colour in line.split():
        length = length + 1 if colour == last else 1
        last = colour
        if length > longest:
            best, longest = colour, length
sys.stdout.write(f"\r\n\n  {best}\r\n\t{longest} \n\n\n")
