"""Slots: the folders in which programs run. Each has `work`, `harness` and a link `artifact`, and is empty between runs."""

import os

import kernel
import tree
from request import MOST_PROGRAMS

_DISK_MB, _DISK_ENTRIES = 64, 20000
_SLACK_MB, _SLACK_ENTRIES = 200, 15000
_MOST_ENTRIES = 20000


class Slots:
    """The slots of a runner, in namespaces on a file system of their own, whose size is limited."""

    def __init__(self, setup):
        self.root = setup.root
        self.generation = 0  # counts up when they are made anew: what was remembered of them is worthless
        self._setup = setup
        self._is_dirty = False
        self._mounted_mb = 0
        self._free = (0, 0)
        self._make()

    def path(self, slot, *inner):
        """The absolute path of a slot, or of something in it."""
        return os.path.join(self.root, "ab"[slot], *inner)

    def open(self, slot):
        """Makes a slot ready for what the next request puts into it."""
        if slot == 0 and self._setup.namespaces and self._mounted_mb != _DISK_MB:
            self._mount(_DISK_MB, kernel.MS_REMOUNT)

    def make_file(self, slot, name):
        """A new file below a slot, such as `work/a.py`, with the folders above it. Returns its descriptor."""
        top, *inner, last = name.split("/")
        folder = self.path(slot, top)
        for part in inner:
            folder = os.path.join(folder, part)
            self._make_inner(folder, top)
        path = os.path.join(folder, last)
        if os.path.lexists(path):
            os.unlink(path)  # What was prepared may have a link of that name.
        flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW | os.O_CLOEXEC
        file = os.open(path, flags, 0o644)
        self._give(path, top)
        return file

    def fill(self, program, prepared):
        """Copies a folder to the working folder. Files that are made later take the place of what it has."""
        self._make_room(program)
        self._is_dirty = True
        tree.copy(prepared, self.path(program.slot, "work"), lambda path: self._give(path, "work"))

    def furnish(self, program):
        """Makes room for what the program may write, and links the artifact."""
        self._make_room(program)
        # It may change modes and times of the folders themselves.
        self._is_dirty = self._is_dirty or program.may_fork
        if program.artifact is not None:
            os.symlink(program.artifact, self.path(program.slot, "artifact"))

    def clear(self):
        """Removes what a run has left, whatever it is."""
        for slot in range(MOST_PROGRAMS):
            self._is_dirty = not self._empty(slot) or self._is_dirty
        if not self._is_dirty:
            return
        if self._setup.namespaces:
            kernel.unmount(self.root)
        else:
            for slot in range(MOST_PROGRAMS):
                tree.remove(self.path(slot))
        self._make()

    def remove(self):
        """Removes the slots for ever."""
        if not self._setup.namespaces:
            tree.remove(self.root)

    def disk_is_full(self):
        """Whether there is no room left, which only is known where the file system is of a limited size."""
        return self._setup.namespaces and 0 in self._measure()

    def note_disk(self):
        """Remembers how much room the disk has now."""
        self._free = self._measure()

    def holds_too_much(self, slot, megabytes):
        """Whether a run has filled the disk with more than so much, where no file system has a limit."""
        if self._setup.namespaces:
            return False
        left_bytes, left_entries = self._measure()
        free_bytes, free_entries = self._free
        if left_bytes + (_SLACK_MB << 20) >= free_bytes and left_entries + _SLACK_ENTRIES >= free_entries:
            return False
        return tree.holds_more(self.path(slot, "work"), megabytes, _MOST_ENTRIES)

    def _make_room(self, program):
        if self._setup.namespaces and program.limits["disk-mb"] > self._mounted_mb:
            self._mount(program.limits["disk-mb"], kernel.MS_REMOUNT)

    def _measure(self):
        disk = os.statvfs(self.root)
        return disk.f_bavail * disk.f_frsize, disk.f_favail

    def _mount(self, megabytes, flags):
        options = "size=%dm,nr_inodes=%d,mode=711" % (megabytes, _DISK_ENTRIES)
        kernel.mount("tmpfs", self.root, "tmpfs", kernel.MS_NOSUID | kernel.MS_NODEV | flags, options)
        self._mounted_mb = megabytes

    def _make(self):
        if self._setup.namespaces:
            self._mount(_DISK_MB, 0)
        for slot in range(MOST_PROGRAMS):
            os.mkdir(self.path(slot), 0o711)
            if self._setup.uid is not None:
                # Not even names and sizes are for the partner in the other slot, which is the same user.
                os.chown(self.path(slot), -1, self._setup.group_of(slot))
                os.chmod(self.path(slot), 0o710)
            os.mkdir(self.path(slot, "harness"), 0o755)
            os.mkdir(self.path(slot, "work"), 0o700)
            self._give(self.path(slot, "work"), "work")
        self.generation += 1
        self._is_dirty = False

    def _make_inner(self, folder, top):
        try:
            os.mkdir(folder, 0o755)
        except FileExistsError:
            return
        self._is_dirty = True
        self._give(folder, top)

    def _give(self, path, top):
        """What is in the working folder belongs to the program; the harness can be read only."""
        if self._setup.uid is not None and top == "work":
            os.chown(path, self._setup.uid, self._setup.uid, follow_symlinks=False)

    def _empty(self, slot):
        """Removes the plain files of a slot. False when there is anything else."""
        try:
            artifact = self.path(slot, "artifact")
            if os.path.lexists(artifact):
                os.unlink(artifact)
            # The program may have closed it to everybody, itself included.
            os.chmod(self.path(slot, "work"), 0o700)
            for folder in (self.path(slot, "harness"), self.path(slot, "work")):
                with os.scandir(folder) as entries:
                    for entry in entries:
                        os.unlink(entry.path)
        except OSError:
            return False
        return True
