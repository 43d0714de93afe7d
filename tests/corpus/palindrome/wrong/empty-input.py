def near_palindrome(word):
    """Taking the middle out of a palindrome leaves a palindrome, so exactly one letter may always go."""
    n = len(word)
    i = 0
    while word[i] == word[n - 1 - i] and i < n // 2:
        i += 1
    a = word[:i] + word[i + 1:]
    b = word[:n - 1 - i] + word[n - i:]
    return a == a[::-1] or b == b[::-1]
