def busy_times(rooms):
    answer = []
    for room in rooms:
        # +1 when a booking begins, -1 at the minute after its end
        events = []
        for start, end in room:
            events.append((start, 1))
            events.append((end + 1, -1))
        events.sort(key=lambda e: (e[0], -e[1]))
        depth = 0
        times = []
        for minute, change in events:
            if depth == 0:
                begin = minute
            depth += change
            if depth == 0:
                times.append([begin, minute - 1])
        answer.append(times)
    return answer
