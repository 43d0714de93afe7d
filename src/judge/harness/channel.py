"""The way on which a harness tells what became of tests, so that lines of anybody else's are known for what they are."""

import json
import os

_DESCRIPTOR = 3


def open_channel(nonce):
    """
    Moves the channel away from where every program can find it. Returns a function that writes one event, signed
    with the nonce, which is kept nowhere else.
    """
    descriptor = os.dup(_DESCRIPTOR)
    os.close(_DESCRIPTOR)
    write, text_of = os.write, json.JSONEncoder().encode

    def tell(event, **rest):
        data = memoryview(text_of(dict(rest, event=event, nonce=nonce)).encode() + b"\n")
        while data:
            data = data[write(descriptor, data) :]

    return tell
