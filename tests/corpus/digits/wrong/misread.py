n = int(input())
s = input().strip()
seen = [0] * 9
seen[0] = 1
total = 0
ans = 0
for c in s:
    total = (total + int(c)) % 9
    ans += seen[total]
    seen[total] += 1
zeros = 0
# pieces of several zeros are no numbers
run = 0
for c in s:
    if c == "0":
        run += 1
        ans -= run - 1
    else:
        run = 0
print(ans)
