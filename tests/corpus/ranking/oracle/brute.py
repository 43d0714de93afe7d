n = int(input())
matches = []
for _ in range(n):
    a, b, x, y = input().split()
    matches.append((a, b, int(x), int(y)))
    matches.append((b, a, int(y), int(x)))


def merits(team):
    own = [(x, y) for a, _, x, y in matches if a == team]
    points = sum(3 if x > y else 1 if x == y else 0 for x, y in own)
    return points, sum(x - y for x, y in own), sum(x for x, _ in own)


table = []
for team in {match[0] for match in matches}:
    place = 1 + sum(1 for other in {match[0] for match in matches} if merits(other) > merits(team))
    table.append((place, team, merits(team)[0]))
for row in sorted(table):
    print(*row)
