# Never trusts its ears: passes where there are questions to spare, and only there.
n = int(input())
lowest = 1
for bell in range(2, n + 1):
    for _ in range(2):
        print("ask", lowest, bell, flush=True)
        lower = int(input())
    lowest = lower
print("lowest", lowest)
