n = int(input())
votes = [input().strip() for _ in range(n)]
seats = sorted(name for name in set(votes) if 3 * votes.count(name) > n)
print(len(seats))
for name in seats:
    print(name)
