n = int(input())
a = list(map(int, input().split()))
# one crate, or a pair, or all
groups = {}
answer = list(range(1, n + 1))
for i, x in enumerate(a, 1):
    if x % n == 0:
        answer = [i]
        break
    if (-x) % n in groups:
        answer = [groups[(-x) % n], i]
        break
    groups[x % n] = i
print(len(answer))
print(*answer)
