# Breaks off at the third bead, or says No: rejected, for one reason or another.
n, k = map(int, input().split())
order = [1, 2, 3]
print("Yes" if n > 3 else "No", *order[: n + 1])
raise SystemExit(order[n - 1] if n > 3 else 0)
