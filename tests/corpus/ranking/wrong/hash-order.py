n = int(input())
games = [input().split() for _ in range(n)]
teams = {g[0] for g in games} | {g[1] for g in games}
stats = {t: [0, 0, 0] for t in teams}
for a, b, x, y in games:
    x, y = int(x), int(y)
    stats[a][1] += x - y
    stats[b][1] += y - x
    stats[a][2] += x
    stats[b][2] += y
    if x > y:
        stats[a][0] += 3
    elif y > x:
        stats[b][0] += 3
    else:
        stats[a][0] += 1
        stats[b][0] += 1
order = sorted(teams, key=lambda t: stats[t], reverse=True)
place = 0
for i, t in enumerate(order):
    if i == 0 or stats[t] != stats[order[i - 1]]:
        place = i + 1
    print(place, t, stats[t][0])
