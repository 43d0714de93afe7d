# @EXPECTED_RESULTS@: MEMORY-LIMIT, RUN-ERROR
# The same in Python; whether a MemoryError is told apart from others is the judge's affair.
hoard = []
for number in range(384):
    hoard.append(bytes([number % 255 + 1]) * (16 << 20))
print("No", len(hoard))
