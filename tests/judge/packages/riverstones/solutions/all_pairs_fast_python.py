# Word for word what is too slow for the plain interpreter.
n, q = map(int, input().split())
stones = list(map(int, input().split()))
for m in map(int, input().split()):
    rests = [stone % m for stone in stones]
    pairs = 0
    for i in range(n):
        missing = (m - rests[i]) % m
        for j in range(i):
            if rests[j] == missing:
                pairs += 1
    print(f"mod {m}: pairs {pairs}")
