def compress(text):
    answer = ""
    while text:
        letter = text[0]
        rest = text.lstrip(letter)
        length = len(text) - len(rest)
        while length > 0:
            piece = min(9, length)
            answer = answer + letter + (str(piece) if piece > 1 else "")
            length -= piece
        text = rest
    return answer
