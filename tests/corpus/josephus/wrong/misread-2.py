n, k = map(int, input().split())
place = 0
for size in range(2, n + 1):
    # the rhyme is one longer each time
    place = (place + k + size - 2) % size
print(place + 1)
