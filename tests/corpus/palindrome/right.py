def near_palindrome(word):
    i, j = 0, len(word) - 1
    while i < j and word[i] == word[j]:
        i += 1
        j -= 1
    without_left, without_right = word[i + 1:j + 1], word[i:j]
    return without_left == without_left[::-1] or without_right == without_right[::-1]
