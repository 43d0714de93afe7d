def near_palindrome(word):
    candidates = [word] + [word[:i] + word[i + 1:] for i in range(len(word))]
    return any(each == each[::-1] for each in candidates)
