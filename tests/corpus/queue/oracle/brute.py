n, m = map(int, input().split())
free_at = [0] * m
for _ in range(n):
    arrival, needed = map(int, input().split())
    begin = max(arrival, min(free_at))
    counter = min(c for c in range(m) if free_at[c] <= begin)
    free_at[counter] = begin + needed
    print(counter + 1, begin)
