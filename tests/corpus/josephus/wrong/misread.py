n, k = map(int, input().split())
# the usual counting out with k syllables
pos = 0
for size in range(2, n + 1):
    pos = (pos + k) % size
print(pos + 1)
