n = int(input())
readings = list(map(int, input().split()))
print(sum(1 for j in range(n) for i in range(j) if readings[i] > 2 * readings[j]))
