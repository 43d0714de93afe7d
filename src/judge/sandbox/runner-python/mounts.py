"""The file tree of a run with a mount namespace of its own."""

import os

import kernel
from request import MOST_PROGRAMS


def are_needed(setup, program):
    """Whether a run needs a file tree of its own."""
    # Alone it shares ours: Landlock keeps it from what is in it, but not from the names and modes of files.
    return setup.namespaces and (program.may_fork or program.has_partner or setup.landlock == 0)


def arrange(setup, program, slots):
    """In the keeper: what other runs have is covered where nothing else keeps it from being seen."""
    if not are_needed(setup, program):
        return
    kernel.mount(None, "/", None, kernel.MS_PRIVATE | kernel.MS_REC)
    flags = kernel.MS_NOSUID | kernel.MS_NODEV | kernel.MS_NOEXEC
    kernel.mount("proc", "/proc", "proc", flags, "subset=pid,hidepid=2")
    for slot in range(MOST_PROGRAMS):
        if slot != program.slot:
            _cover(slots.path(slot), "size=4k,mode=000", kernel.MS_RDONLY)
    if program.artifact is not None:
        _cover_other_artifacts(program.artifact)


def mount_writable(setup, program, slots):
    """Before a run: fresh and empty folders in place of those outside the slot that it may write to."""
    if setup.namespaces and program.writable:
        for path in program.writable:
            _cover(path, "size=64m,nr_inodes=4k,mode=1777", 0)
        slots.generation += 1


def unmount_writable(setup, program, slots):
    """After a run: the folders as they were."""
    if setup.namespaces and program.writable:
        for path in program.writable:
            kernel.unmount(path)
        slots.generation += 1


def _cover(path, options, flags):
    kernel.mount("tmpfs", path, "tmpfs", kernel.MS_NOSUID | kernel.MS_NODEV | flags, options)


def _cover_other_artifacts(artifact):
    """Leaves of a folder of artifacts only the one."""
    place = os.open(artifact, os.O_PATH | os.O_CLOEXEC)
    _cover(os.path.dirname(artifact), "size=64k,mode=755", 0)
    os.mkdir(artifact, 0o755)
    kernel.mount("/proc/self/fd/%d" % place, artifact, None, kernel.MS_BIND)
    os.close(place)
