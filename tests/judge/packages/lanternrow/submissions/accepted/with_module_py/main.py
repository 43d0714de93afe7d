import sys

from lanterns import stretches

best = max(stretches(sys.stdin.read().split()), key=lambda stretch: stretch[1], default=["Dark", 0])
print(*best)
