def two_teams(n, quarrels):
    adj = [[] for _ in range(n)]
    for a, b in quarrels:
        adj[a].append(b)
        adj[b].append(a)
    team = [0] * n

    def paint(u, colour):
        team[u] = colour
        for v in adj[u]:
            if team[v] == colour:
                return False
            if team[v] == 0 and not paint(v, 3 - colour):
                return False
        return True

    for u in range(n):
        if team[u] == 0 and not paint(u, 1):
            return []
    return team
