# Far too many turns; ends with an exception when the safe has hung up.
highest = int(input())
for number in range(1, highest + 1):
    print("?", number, flush=True)
    if input() == "hit":
        break
print("!", number, flush=True)
