n = int(input())
weights = list(map(int, input().split()))
total = sum(weights)
bits = 1
for w in weights:
    bits |= bits << w
sums = [s for s, bit in enumerate(reversed(bin(bits)[2:])) if bit == "1"]
print(min(abs(total - 2 * s) for s in sums if 0 < s < total))
