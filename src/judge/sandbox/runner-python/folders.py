"""Fresh folders for cases, and their removal whatever a program left in them."""

import os
import stat


def write_files(folder, files):
    """Writes texts by their relative name, making the folders they need."""
    for name, text in files.items():
        path = os.path.join(folder, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w", encoding="utf-8", errors="surrogatepass", newline="") as file:
            file.write(text)


def hand_over(folder, uid):
    """Gives a folder and all that is in it to a user. Links are not followed."""
    os.chown(folder, uid, uid)
    for parent, folders, files in os.walk(folder):
        for name in folders + files:
            os.lchown(os.path.join(parent, name), uid, uid)


def remove(folder):
    """Removes a folder of any depth and any permissions without following a link."""
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


def collect(work, wanted):
    """Regular files below a folder as (name, executable, bytes), up to the size that is wanted. No link is followed."""
    if wanted is None:
        return []
    found, left = [], wanted["mostMb"] << 20
    root = os.path.join(work, wanted["folder"])
    for parent, _, names in os.walk(root):
        for name in sorted(names):
            path = os.path.join(parent, name)
            blob, mode = _read_regular(path, left)
            if blob is None or len(found) == wanted["mostFiles"]:
                continue
            left -= len(blob)
            found.append((os.path.relpath(path, root), bool(mode & 0o100), blob))
    return found


def _read_regular(path, most):
    """The bytes and mode of a regular file of at most so many bytes, or (None, 0)."""
    try:
        # Not to wait: a pipe would keep us for ever.
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError:
        return None, 0
    with os.fdopen(descriptor, "rb") as file:
        facts = os.fstat(descriptor)
        if not stat.S_ISREG(facts.st_mode) or facts.st_size > most:
            return None, 0
        return file.read(most), facts.st_mode


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
