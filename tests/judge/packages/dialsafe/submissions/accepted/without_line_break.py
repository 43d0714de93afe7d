# The last answer has no line break; the end of the output ends it.
import sys

low, high = 1, int(sys.stdin.readline())
while low < high:
    middle = (low + high) // 2
    print("?", middle, flush=True)
    reply = sys.stdin.readline().strip()
    if reply == "low":
        low = middle + 1
    else:
        high = middle
sys.stdout.write(f"! {low}")
