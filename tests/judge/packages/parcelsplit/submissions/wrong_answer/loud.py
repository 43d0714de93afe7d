# The validator, other than the default one, wants the word in lower case.
n, d = map(int, input().split())
weights = list(map(int, input().split()))
loads = {0: []}
for i, weight in enumerate(weights, 1):
    for load, first in list(loads.items()):
        loads.setdefault(load + weight, first + [i])
total = sum(weights)
fair = [first for load, first in loads.items() if abs(total - 2 * load) <= d]
print(*([len(fair[0]), *fair[0]] if fair else ["IMPOSSIBLE"]))
