n = int(input())
a = sorted(map(int, input().split()), key=abs)
x, y, z = a[-1], a[-2], a[-3]
if x * y * z < 0:
    # one of them has to go for the largest number that is not negative
    for c in reversed(a[:-3]):
        if c >= 0:
            if z < 0:
                z = c
            elif y < 0:
                y = c
            else:
                x = c
            break
    else:
        x, y, z = a[0], a[1], a[2]
print(x * y * z)
