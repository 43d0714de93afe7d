def merge(bookings, merged=[]):
    for start, end in sorted(bookings):
        if merged and start <= merged[-1][1]:
            merged[-1][1] = max(merged[-1][1], end)
        else:
            merged.append([start, end])
    return merged


def busy_times(rooms):
    return [merge(room) for room in rooms]
