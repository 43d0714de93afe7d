from itertools import combinations

n = int(input())
values = list(map(int, input().split()))
choices = (choice for count in range(1, n + 1) for choice in combinations(range(n), count))
choice = next(choice for choice in choices if sum(values[i] for i in choice) % n == 0)
print(len(choice))
print(*[i + 1 for i in choice])
