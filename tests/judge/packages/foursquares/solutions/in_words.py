print("four fields of equal size")
