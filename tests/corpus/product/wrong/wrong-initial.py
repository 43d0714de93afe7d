n = int(input())
nums = list(map(int, input().split()))
max1 = max2 = max3 = 0
min1 = min2 = 0
for x in nums:
    if x > max1:
        max1, max2, max3 = x, max1, max2
    elif x > max2:
        max2, max3 = x, max2
    elif x > max3:
        max3 = x
    if x < min1:
        min1, min2 = x, min1
    elif x < min2:
        min2 = x
print(max(max1 * max2 * max3, max1 * min1 * min2))
