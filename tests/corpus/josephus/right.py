def main():
    n, k = map(int, input().split())
    # place of the last child, counted from where the rhyme begins with so many children left
    place = 0
    for left in range(2, n + 1):
        place = (place + k + n - left) % left
    print(place + 1)


main()
