n = int(input())
keys = list(map(int, input().split()))
print(max(keys[i] & keys[j] for j in range(n) for i in range(j)))
