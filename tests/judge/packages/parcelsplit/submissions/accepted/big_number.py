# One long number stands for all loads that can be reached.
n, d = map(int, input().split())
weights = list(map(int, input().split()))
reach = [1]
for weight in weights:
    reach.append(reach[-1] | reach[-1] << weight)
total = sum(weights)
loads = [load for load in range(total + 1) if reach[-1] >> load & 1 and abs(total - 2 * load) <= d]
if not loads:
    print("impossible")
else:
    load, first = loads[-1], []
    for i in range(n, 0, -1):
        if not reach[i - 1] >> load & 1:
            first.append(i)
            load -= weights[i - 1]
    print(len(first), *reversed(first))
