def compress(text):
    result = []

    def flush(letter, count):
        while count > 9:
            result.append(letter + "9")
            count -= 9
        result.append(letter if count == 1 else letter + str(count))

    current, count = text[0], 1
    for letter in text[1:]:
        if letter == current:
            count += 1
        else:
            flush(current, count)
            current, count = letter, 1
    flush(current, count)
    return "".join(result)
