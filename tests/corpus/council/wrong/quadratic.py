import sys

data = sys.stdin.read().split()
n, votes = int(data[0]), data[1:]
res = []
for name in sorted(set(votes)):
    if votes.count(name) * 3 > n:
        res.append(name)
print(len(res))
for name in res:
    print(name)
