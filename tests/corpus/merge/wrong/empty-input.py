def merge(bookings):
    bookings = sorted(bookings)
    start, end = bookings[0]
    result = []
    for s, e in bookings[1:]:
        if s <= end:
            end = max(end, e)
        else:
            result.append([start, end])
            start, end = s, e
    result.append([start, end])
    return result


def busy_times(rooms):
    return [merge(room) for room in rooms]
