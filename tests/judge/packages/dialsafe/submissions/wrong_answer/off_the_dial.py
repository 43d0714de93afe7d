import sys

highest = int(sys.stdin.readline())
print("?", highest + 1, flush=True)
sys.stdin.readline()
