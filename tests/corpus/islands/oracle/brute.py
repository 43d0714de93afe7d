import sys

h, w, *rows = sys.stdin.read().split()
label = {}
for r, row in enumerate(rows):
    for c, cell in enumerate(row):
        if cell == "#":
            label[r, c] = (r, c)
changed = True
while changed:
    changed = False
    for r, c in label:
        for near in ((r + 1, c), (r - 1, c), (r, c + 1), (r, c - 1)):
            if near in label and label[near] < label[r, c]:
                label[r, c] = label[near]
                changed = True
sizes = {}
for root in label.values():
    sizes[root] = sizes.get(root, 0) + 1
print(len(sizes), max(sizes.values(), default=0))
