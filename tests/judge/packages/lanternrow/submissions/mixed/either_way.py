# @EXPECTED_RESULTS@: RUN-ERROR, WRONG-ANSWER
# Fails on the empty file and misreads the others; which of them comes first is the judge's affair.
import sys

words = sys.stdin.read().split()
print(words[0], len(words) + 1)
