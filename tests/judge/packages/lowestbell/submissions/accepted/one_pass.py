n = int(input())
lowest = 1
for bell in range(2, n + 1):
    print("ask", lowest, bell)
    # input() sends what print() has kept back.
    lowest = int(input())
print("lowest", lowest)
