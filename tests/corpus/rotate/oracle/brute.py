n = int(input())
seats = list(range(1, n + 1))
for _ in range(n):
    order, number = input().split()
    number = int(number)
    if order == "who":
        print(seats[number - 1])
        continue
    # n moves in a row change nothing
    for _ in range(abs(number) % n):
        if number > 0:
            seats = seats[-1:] + seats[:-1]
        else:
            seats = seats[1:] + seats[:1]
