"""Folders of any depth and any permissions, as a program may leave them. No link is ever followed."""

import os
import stat

_MOST_LEVELS = 24
_PIECE = 1 << 17
_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC


def remove(folder):
    """Removes a folder with all that is in it."""
    # Inner folders are moved up before their parent goes, so that no path grows long.
    graves, number = [folder], 0
    while graves:
        grave = graves.pop()
        os.chmod(grave, 0o700)
        with os.scandir(grave) as entries:
            for entry in list(entries):
                if entry.is_dir(follow_symlinks=False):
                    number += 1
                    target = "%s.%d" % (folder, number)
                    os.chmod(entry.path, 0o700)
                    os.rename(entry.path, target)
                    graves.append(target)
                else:
                    os.unlink(entry.path)
        os.rmdir(grave)


def copy(source, target, give):
    """Copies a folder into an existing one: files, folders and links as links. Calls `give` with every new path."""
    with os.scandir(source) as entries:
        for entry in entries:
            path = os.path.join(target, entry.name)
            if entry.is_symlink():
                os.symlink(os.readlink(entry.path), path)
            elif entry.is_dir(follow_symlinks=False):
                os.mkdir(path, 0o755)
                copy(entry.path, path, give)
            elif entry.is_file(follow_symlinks=False):
                _copy_file(entry.path, path)
            else:
                continue  # A pipe or a device is nothing that a program is given.
            give(path)


def _copy_file(source, target):
    reader = os.open(source, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC)
    try:
        mode = os.fstat(reader).st_mode & 0o755 | 0o600
        writer = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, mode)
        try:
            for piece in iter(lambda: os.read(reader, _PIECE), b""):
                os.write(writer, piece)
        finally:
            os.close(writer)
    finally:
        os.close(reader)


def holds_more(folder, megabytes, entries):
    """Whether a folder holds more than so much, or so many files. Stops looking as soon as it does."""
    queue, blocks, count = [folder], 0, 0
    while queue:
        try:
            with os.scandir(queue.pop()) as found:
                for entry in found:
                    count += 1
                    blocks += entry.stat(follow_symlinks=False).st_blocks
                    if blocks > megabytes * 2048 or count > entries:
                        return True
                    if entry.is_dir(follow_symlinks=False):
                        queue.append(entry.path)
        except OSError:
            continue  # It was removed while we looked, or closed to us.
    return False


class Collector:
    """Takes the regular files of a folder, up to so many and so much. What is anything else stays."""

    def __init__(self, megabytes, files, take):
        self._bytes_left, self._files_left = megabytes << 20, files
        self._take = take  # is called with the name, whether it can be executed, and the bytes

    def collect(self, top, folder):
        """All that lies below a folder of the folder `top`."""
        try:
            level = os.open(top, _FOLDER)
            for name in folder.split("/"):
                level = _enter(level, name or ".")
        except OSError:
            return  # The program has not made it, or put a link in its place.
        self._take_level(level, "", _MOST_LEVELS)

    def _take_level(self, level, above, levels):
        try:
            for name in sorted(os.listdir(level)):
                try:
                    inner = os.open(name, _FOLDER, dir_fd=level)
                except OSError:
                    self._take_file(level, name, above + name)
                    continue
                if levels > 0:
                    self._take_level(inner, above + name + "/", levels - 1)
                else:
                    os.close(inner)
        finally:
            os.close(level)

    def _take_file(self, level, name, shown):
        try:
            # Not to wait: a pipe would keep us for ever.
            file = os.open(name, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC, dir_fd=level)
        except OSError:
            return
        try:
            facts = os.fstat(file)
            fits = facts.st_size <= self._bytes_left and self._files_left > 0
            if stat.S_ISREG(facts.st_mode) and fits:
                content = _read(file, facts.st_size)
                self._bytes_left -= len(content)
                self._files_left -= 1
                self._take(shown, facts.st_mode & 0o100 != 0, content)
        finally:
            os.close(file)


def _enter(level, name):
    try:
        return os.open(name, _FOLDER, dir_fd=level)
    finally:
        os.close(level)


def _read(file, size):
    content = bytearray()
    while len(content) < size:
        piece = os.read(file, size - len(content))
        if not piece:
            break
        content += piece
    return content
