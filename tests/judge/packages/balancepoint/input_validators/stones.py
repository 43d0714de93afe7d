import sys

lines = sys.stdin.read().splitlines()
count = int(lines[0])
stones = [tuple(map(float, line.split())) for line in lines[1:]]
good = 1 <= count <= 1000 and len(stones) == count and all(mass > 0 for _, mass in stones)
sys.exit(42 if good else 43)
