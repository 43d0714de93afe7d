def longest_runs(signals):
    best = {}
    run = 1
    for i in range(1, len(signals)):
        if signals[i] == signals[i - 1]:
            run += 1
        else:
            best[signals[i - 1]] = max(best.get(signals[i - 1], 0), run)
            run = 1
    if signals and signals[-1] not in best:
        best[signals[-1]] = run
    return [[k, v] for k, v in sorted(best.items(), key=lambda kv: -kv[1])]
