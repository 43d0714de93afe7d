def two_teams(n, quarrels):
    foes = [[] for _ in range(n)]
    for a, b in quarrels:
        foes[a].append(b)
        foes[b].append(a)
    teams = [0] * n
    for first in range(n):
        if teams[first]:
            continue
        teams[first] = 1
        queue = [first]
        for child in queue:
            other = 3 - teams[child]
            for foe in foes[child]:
                if teams[foe] == 0:
                    teams[foe] = other
                    queue.append(foe)
                elif teams[foe] != other:
                    return []
    return teams
