def near_palindrome(word):
    left, right = 0, len(word) - 1
    removed = False
    while left < right:
        if word[left] == word[right]:
            left += 1
            right -= 1
            continue
        if removed:
            return False
        removed = True
        if word[left + 1] == word[right]:
            left += 1
        elif word[left] == word[right - 1]:
            right -= 1
        else:
            return False
    return True
