import sys


def main():
    data = sys.stdin.read().split()
    teams = {}
    for first, second, x, y in zip(data[1::4], data[2::4], data[3::4], data[4::4]):
        x, y = int(x), int(y)
        for name, own, other in ((first, x, y), (second, y, x)):
            team = teams.setdefault(name, [0, 0, 0])
            team[0] += 3 if own > other else 1 if own == other else 0
            team[1] += own - other
            team[2] += own
    order = sorted(teams)
    order.sort(key=teams.get, reverse=True)
    place = 0
    for i, name in enumerate(order):
        if i == 0 or teams[name] != teams[order[i - 1]]:
            place = i + 1
        print(place, name, teams[name][0])


main()
