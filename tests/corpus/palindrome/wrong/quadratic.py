def near_palindrome(word):
    if word == word[::-1]:
        return True
    for i in range(len(word)):
        shorter = word[:i] + word[i + 1:]
        if shorter == "".join(reversed(shorter)):
            return True
    return False
