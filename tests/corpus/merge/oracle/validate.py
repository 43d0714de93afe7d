import json
import sys


def legal(text):
    if "\n" in text.strip():
        return False
    arguments = json.loads(text)
    if type(arguments) is not list:
        return False
    (rooms,) = arguments
    if type(rooms) is not list or len(rooms) > 1000 or not all(type(bookings) is list for bookings in rooms):
        return False
    if sum(map(len, rooms)) > 50000:
        return False
    for bookings in rooms:
        for booking in bookings:
            if type(booking) is not list or len(booking) != 2 or not all(type(end) is int for end in booking):
                return False
            if not 0 <= booking[0] <= booking[1] <= 1000000000:
                return False
    return True


try:
    ok = legal(sys.stdin.read())
except Exception:
    ok = False
sys.exit(0 if ok else 1)
