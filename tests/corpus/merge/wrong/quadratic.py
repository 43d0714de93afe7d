def busy_times(rooms):
    result = []
    for room in rooms:
        times = []
        for start, end in room:
            apart = []
            for s, e in times:
                if e < start or end < s:
                    apart.append([s, e])
                else:
                    start, end = min(s, start), max(e, end)
            apart.append([start, end])
            times = apart
        result.append(sorted(times))
    return result
