from collections import deque


def two_teams(n, quarrels):
    graph = {child: [] for child in range(n)}
    for a, b in quarrels:
        graph[a].append(b)
        graph[b].append(a)
    team = [1] * n
    seen = {0}
    queue = deque([0])
    while queue:
        child = queue.popleft()
        for foe in graph[child]:
            if foe not in seen:
                seen.add(foe)
                team[foe] = 3 - team[child]
                queue.append(foe)
            elif team[foe] == team[child]:
                return []
    return team
