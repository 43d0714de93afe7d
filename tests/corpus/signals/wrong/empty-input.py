def longest_runs(signals):
    best = {}
    current = signals[0]
    run = 0
    for name in signals:
        if name == current:
            run += 1
        else:
            current, run = name, 1
        best[name] = max(best.get(name, 0), run)
    return [[name, best[name]] for name in sorted(best, key=best.get, reverse=True)]
