def busy_times(rooms):
    result = []
    for bookings in rooms:
        times = []
        for begin, end in sorted(bookings):
            if times and begin <= times[-1][1]:
                times[-1][1] = max(times[-1][1], end)
            else:
                times.append([begin, end])
        result.append(times)
    return result
