from collections import defaultdict

n, k = map(int, input().split())
a = list(map(int, input().split()))
seen = defaultdict(int)
seen[0] = 1
total = 0
answer = 0
for x in a:
    total += x
    seen[total] += 1
    answer += seen[total - k]
print(answer)
