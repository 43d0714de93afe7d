import sys
from functools import lru_cache

n, *rest = map(int, sys.stdin.read().split())
jobs = list(zip(rest[0::3], rest[1::3], rest[2::3]))


@lru_cache(maxsize=None)
def best(free_from):
    return max((p + best(e) for s, e, p in jobs if s >= free_from), default=0)


print(best(0))
