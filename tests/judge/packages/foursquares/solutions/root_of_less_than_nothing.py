import math

n = int(input())
print(1, math.sqrt(-n))
