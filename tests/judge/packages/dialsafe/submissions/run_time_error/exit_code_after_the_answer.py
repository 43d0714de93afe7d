import sys

low, high = 1, int(sys.stdin.readline())
while low < high:
    middle = (low + high) // 2
    print("?", middle, flush=True)
    if sys.stdin.readline().strip() == "low":
        low = middle + 1
    else:
        high = middle
print("!", low, flush=True)
sys.stdin.readline()
sys.exit(3)
