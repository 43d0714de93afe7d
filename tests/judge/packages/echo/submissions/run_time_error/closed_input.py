import sys

sys.stdin.close()
print(sys.stdin.read().split()[0])
