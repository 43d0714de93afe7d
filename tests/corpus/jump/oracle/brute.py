import sys

n, *reach = map(int, sys.stdin.read().split())
places, jumps = {0}, 0
while n - 1 not in places:
    more = places | {j for i in places for j in range(i + 1, min(n, i + reach[i] + 1))}
    if more == places:
        jumps = -1
        break
    places = more
    jumps += 1
print(jumps)
