n, k = map(int, input().split())
bookings = list(map(int, input().split()))
print(sum(1 for i in range(n) for j in range(i + 1, n + 1) if sum(bookings[i:j]) == k))
