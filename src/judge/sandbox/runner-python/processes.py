"""Finding, watching and ending the processes below this one."""

import os
import signal
import time

import kernel

_PAGE_KB = os.sysconf("SC_PAGE_SIZE") // 1024


def adopt_orphans():
    """From now on every orphan below becomes a child of this process, so that none can get away."""
    if kernel.LINUX:
        kernel.prctl(kernel.PR_SET_CHILD_SUBREAPER, 1)


def children(pid):
    """The processes that `pid` has started, whichever of its threads did."""
    found = []
    for thread in _threads(pid):
        try:
            with open("/proc/%d/task/%d/children" % (pid, thread), "rb") as file:
                found += [int(word) for word in file.read().split()]
        except FileNotFoundError:
            return _children_by_search(pid)  # The kernel keeps no such lists.
        except OSError:
            continue  # It is gone.
    return found


def _threads(pid):
    try:
        return [int(name) for name in os.listdir("/proc/%d/task" % pid)]
    except OSError:
        return []  # It is gone, or this system has no /proc.


def _children_by_search(pid):
    try:
        numbers = [int(name) for name in os.listdir("/proc") if name.isdigit()]
    except OSError:
        return []
    return [number for number in numbers if _stat_field(number, 1) == pid]


def _stat_field(pid, index):
    """A number of /proc/PID/stat, counted after the name, which may hold spaces and brackets."""
    try:
        with open("/proc/%d/stat" % pid, "rb") as file:
            return int(file.read().rpartition(b")")[2].split()[index])
    except (OSError, ValueError, IndexError):
        return None


def descendants(pid):
    """Everything below `pid`, as far as it can be seen at this moment."""
    found, queue = [], [pid]
    while queue:
        below = children(queue.pop())
        found += below
        queue += below
    return found


def resident_kb(pid):
    """Memory that a process holds now; 0 when it cannot be seen."""
    held_kb = _statm_kb("/proc/%d/statm" % pid)
    if held_kb > 0:
        return held_kb
    # Its first thread may have ended; any other one shows the memory that they share.
    return max((_statm_kb("/proc/%d/task/%d/statm" % (pid, thread)) for thread in _threads(pid)), default=0)


def _statm_kb(path):
    try:
        with open(path, "rb") as file:
            return int(file.read().split()[1]) * _PAGE_KB
    except (OSError, IndexError):
        return 0


def cpu_ns(pid):
    """CPU time of a process up to now, by its own clock; 0 when it cannot be seen."""
    if not kernel.LINUX:
        return 0  # RLIMIT_CPU alone limits it there.
    try:
        return time.clock_gettime_ns((~pid << 3) | 2)
    except OSError:
        return 0


def threads_of_user(uid):
    """How many threads a user has now: RLIMIT_NPROC counts them all, not only ours."""
    count = 0
    for name in os.listdir("/proc") if os.path.isdir("/proc/self") else []:
        try:
            if name.isdigit() and os.stat("/proc/" + name).st_uid == uid:
                count += len(os.listdir("/proc/%s/task" % name))
        except OSError:
            continue  # It ended while we counted.
    return count


def kill(pid):
    """Ends a process, a group (-pid) or all that we see (-1). False when there is nothing to end."""
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        return False
    except PermissionError:
        return False  # Of a group, or of all, not one is ours.
    return True


def kill_descendants():
    """Ends every process below this one."""
    for pid in descendants(os.getpid()):
        kill(pid)


def end_all(seconds):
    """Ends and collects every process below this one. False when one of them cannot be ended in time."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        kill_descendants()
        if not _collect():
            return True
        time.sleep(0.0005)
    return False


def _collect():
    """Waits for what has ended. False when there is nothing left to wait for."""
    while True:
        try:
            pid, _ = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            return False
        if pid == 0:
            return True
