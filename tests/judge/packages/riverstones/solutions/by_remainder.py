from collections import Counter

n, q = map(int, input().split())
stones = list(map(int, input().split()))
for m in map(int, input().split()):
    rests = Counter(stone % m for stone in stones)
    twice = sum(count * rests[-rest % m] for rest, count in rests.items())
    alone = sum(count for rest, count in rests.items() if 2 * rest % m == 0)
    print(f"mod {m}: pairs {(twice - alone) // 2}")
