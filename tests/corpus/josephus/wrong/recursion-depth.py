def last(size, k):
    if size == 1:
        return 0
    return (last(size - 1, k + 1) + k) % size


n, k = map(int, input().split())
print(last(n, k) + 1)
