def compress(text):
    out = ""
    while text:
        piece = 1
        while piece < 9 and text[:piece + 1] == text[0] * (piece + 1):
            piece += 1
        out += text[0] + (str(piece) if piece > 1 else "")
        text = text[piece:]
    return out
