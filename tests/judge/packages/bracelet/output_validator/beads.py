"""What a good order of beads is."""


def fault(order, count, gap):
    """Why an order is no good, or None."""
    if sorted(order) != list(range(1, count + 1)):
        return "not every bead once"
    for left, right in zip(order, order[1:]):
        if abs(left - right) < gap:
            return f"{left} and {right} are too much alike"
    return None
