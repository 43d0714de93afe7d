"""Messages: a row of fields, each a line `name length` and then so many bytes. The field `end` closes a message."""

import os

_CONTROL, _ANSWERS = 0, 1
_PIECE = 1 << 16
_LONGEST_HEAD = 64


class Gone(Exception):
    """The other side has closed the line."""


class Trouble(Exception):
    """What was asked for cannot be understood or done. Whoever started us reads the sentence."""


class Inbox:
    """Reads messages field by field. The bytes of a field are taken before the next field is."""

    def __init__(self):
        self._received, self._at = b"", 0

    def next(self):
        """The name of the next field, and its length in bytes."""
        line = b""
        while not line.endswith(b"\n"):
            self._receive()
            end = self._received.find(b"\n", self._at) + 1
            line += self._take_some((end or len(self._received)) - self._at)
            if len(line) > _LONGEST_HEAD:
                raise Trouble("the head of a field is too long")
        words = line.split()
        if len(words) != 2 or not words[1].isdigit():
            raise Trouble("a field cannot be read: %s" % line.decode("latin-1").strip())
        return words[0].decode("latin-1"), int(words[1])

    def take(self, length):
        """The bytes of a field."""
        return b"".join(self.pieces(length))

    def take_text(self, length):
        """The bytes as text, in which names of files keep whatever bytes they have."""
        return os.fsdecode(self.take(length))

    def take_number(self, length):
        """The bytes as a number; none at all are 0."""
        return int(self.take(length) or b"0")

    def take_into_file(self, length, file):
        """The bytes, straight into a file: they may be more than fits in memory."""
        for piece in self.pieces(length):
            _write_all(file, piece)

    def pieces(self, length):
        """The bytes as they come."""
        while length > 0:
            piece = self._take_some(length)
            length -= len(piece)
            yield piece

    def _receive(self):
        if self._at == len(self._received):
            self._received, self._at = os.read(_CONTROL, _PIECE), 0
            if not self._received:
                raise Gone()

    def _take_some(self, most):
        self._receive()
        piece = self._received[self._at : self._at + most]
        self._at += len(piece)
        return piece


class Outbox:
    """Sends messages field by field."""

    def __init__(self):
        self._waiting = bytearray()

    def put(self, name, content=b""):
        """A field of bytes, or of a text or number as text."""
        if isinstance(content, (str, int)):
            content = os.fsencode(str(content))
        self._waiting += b"%s %d\n" % (name.encode(), len(content))
        if len(content) > _PIECE:
            self._send_waiting()
            _write_all(_ANSWERS, content)
        else:
            self._waiting += content

    def end(self):
        """Closes the message and sends it."""
        self.put("end")
        self._send_waiting()

    def _send_waiting(self):
        _write_all(_ANSWERS, self._waiting)
        self._waiting = bytearray()


def _write_all(file, content):
    rest = memoryview(content)
    while rest:
        rest = rest[os.write(file, rest) :]
