# @EXPECTED_RESULTS@: RUN-ERROR, WRONG-ANSWER
# Looks up a bell that is not there, before anything was said. The tower hears that the ringer has left; which of the
# two is the first to end is a matter of microseconds.
n = int(input())
bells = list(range(1, n + 1))
print("ask", bells[n], bells[0], flush=True)
