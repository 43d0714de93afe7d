import sys

data = list(map(int, sys.stdin.read().split()))
jobs = list(zip(data[1::3], data[2::3], data[3::3]))
jobs.sort(key=lambda job: (job[1], -job[2]))
free = 0
total = 0
last_pay = 0
last_free = 0
for s, e, p in jobs:
    if s >= free:
        total += p
        last_pay, last_free = p, free
        free = e
    elif s >= last_free and p > last_pay:
        # swap the last job for the better paid one
        total += p - last_pay
        last_pay = p
        free = e
print(total)
