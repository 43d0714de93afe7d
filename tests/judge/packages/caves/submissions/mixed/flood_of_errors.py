# @EXPECTED_RESULTS@: CORRECT, OUTPUT-LIMIT, RUN-ERROR
# The answer is right; 20 MB on standard error come with it, and a judge that does not read them stands still.
import sys

n, m, *numbers = map(int, sys.stdin.read().split())
depths = [0, 0]
for at in range(0, 3 * m, 3):
    depth = depths[numbers[at]]
    count = numbers[at + 2] - numbers[at + 1] + 1
    depths.extend(range(depth + 1, depth + 1 + count))
for _ in range(20):
    sys.stderr.write("lost in a dark cave " * 52429)
print(max(depths), sum(depths) + n)
