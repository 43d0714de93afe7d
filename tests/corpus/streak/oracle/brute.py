n = int(input())
gains = list(map(int, input().split()))
stretches = [(-sum(gains[i:j]), j - i, i) for i in range(n) for j in range(i + 1, n + 1)]
total, days, first = min(stretches)
print(-total, first + 1, first + days)
