def near_palindrome(word):
    def check(i, j, left):
        if i >= j:
            return True
        if word[i] == word[j]:
            return check(i + 1, j - 1, left)
        return left > 0 and (check(i + 1, j, left - 1) or check(i, j - 1, left - 1))

    return check(0, len(word) - 1, 1)
