def busy_times(rooms):
    result = []
    for room in rooms:
        times = []
        for booking in sorted(room):
            if times and times[-1][1] >= booking[0]:
                times[-1] = [times[-1][0], booking[1]]
            else:
                times.append(booking)
        result.append(times)
    return result
