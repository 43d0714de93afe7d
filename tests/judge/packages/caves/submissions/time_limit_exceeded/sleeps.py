# Uses no time of the processor at all.
import time

print(0, 1, flush=True)
time.sleep(3600)
