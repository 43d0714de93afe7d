# Another way than the main program's.
n = int(input())
sides = range(int(n**0.5) + 1)
pairs = {a * a + b * b: (a, b) for a in sides for b in sides}
for total, (a, b) in pairs.items():
    if n - total in pairs:
        planted = [side for side in (a, b, *pairs[n - total]) if side > 0]
        print(len(planted), *planted, sep="\n")
        break
