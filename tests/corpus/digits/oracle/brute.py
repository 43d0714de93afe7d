n = int(input())
digits = input().strip()
count = 0
for i in range(n):
    for j in range(i + 1, n + 1):
        piece = digits[i:j]
        if (piece == "0" or piece[0] != "0") and int(piece) % 9 == 0:
            count += 1
print(count)
