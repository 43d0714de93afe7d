def flow_together(times):
    for i, (a, b) in enumerate(times):
        for j, (c, d) in enumerate(times):
            if i != j and a <= d and c <= b:
                rest = [time for k, time in enumerate(times) if k not in (i, j)]
                return flow_together([*rest, [min(a, c), max(b, d)]])
    return sorted(times)


def busy_times(rooms):
    return [flow_together(bookings) for bookings in rooms]
