import jewellery

print(jewellery.order(*map(int, input().split())))
