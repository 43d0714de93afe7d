def two_teams(n, quarrels):
    team = [0] * n
    for a, b in quarrels:
        if team[a] == 0 and team[b] == 0:
            team[min(a, b)] = 1
            team[max(a, b)] = 2
        elif team[a] == 0:
            team[a] = 3 - team[b]
        elif team[b] == 0:
            team[b] = 3 - team[a]
        elif team[a] == team[b]:
            return []
    return [t or 1 for t in team]
