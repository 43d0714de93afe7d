def two_teams(n, quarrels):
    teams = [0] * n
    for first in range(n):
        if teams[first]:
            continue
        teams[first] = 1
        changed = True
        while changed:
            changed = False
            for a, b in quarrels + [[b, a] for a, b in quarrels]:
                if teams[a] and not teams[b]:
                    teams[b] = 3 - teams[a]
                    changed = True
    return [] if any(teams[a] == teams[b] for a, b in quarrels) else teams
