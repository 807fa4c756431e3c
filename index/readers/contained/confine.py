"""What a child gives up before it looks at a file; nothing of it can be had back.

Everywhere: the time by the clock and the size of what comes back, by the parent; network, programs, processes and
changes of files, as far as they go through Python.

POSIX: memory, time of the processor, open files, the size of written files and core dumps, as far as the system limits
them (macOS does not limit memory).

Linux: network, programs, processes and changes of files by system calls, as foreign code would make them (x86-64 and
ARM64), and a network with nothing in it where the kernel gives one.
"""

from __future__ import annotations

import contextlib
import os
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from index.readers.contained.limits import Limits

_REFUSED = (
    "socket.", "subprocess.", "os.exec", "os.fork", "os.posix_spawn", "os.spawn", "os.startfile", "os.system",
    "os.kill", "os.remove", "os.rename", "os.rmdir", "os.mkdir", "os.link", "os.symlink", "os.truncate", "os.chmod",
    "os.chown", "os.chflags", "os.setxattr", "shutil.", "pty.spawn", "urllib.Request", "http.client.",
    "ftplib.", "smtplib.", "webbrowser.", "winreg.", "tempfile.", "sys.addaudithook",
)  # fmt: skip
"""Audit events (https://docs.python.org/3/library/audit_events.html), by how their names begin."""

_SECONDS_OF_A_CHILD = 3600
"""What a child may work for in all its life."""

_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


def confine(limits: Limits) -> None:
    """Give up all that taking a file apart does not need; call it once, with a single thread."""
    _limit_resources(limits)
    if sys.platform == "linux":
        from index.readers.contained.seccomp import enter_empty_network, refuse_system_calls

        # What a kernel does not offer is left out: the other bounds hold all the same.
        with contextlib.suppress(OSError):
            enter_empty_network()
        with contextlib.suppress(OSError):
            refuse_system_calls()
    sys.addaudithook(_refuse)


def allow_seconds(seconds: float) -> None:
    """Let the kernel end this process in so many seconds, 0 for never: its parent may not be there to do it."""
    if sys.platform != "win32":
        import signal

        signal.setitimer(signal.ITIMER_REAL, seconds)


def _limit_resources(limits: Limits) -> None:
    if sys.platform != "win32":
        import resource

        # A process of the superuser may still fork under RLIMIT_NPROC; the system calls are refused as well.
        bounds = (
            ("RLIMIT_AS", limits.memory_bytes),
            ("RLIMIT_FSIZE", 0),
            ("RLIMIT_NOFILE", limits.descriptors),
            ("RLIMIT_CORE", 0),
            ("RLIMIT_CPU", _SECONDS_OF_A_CHILD),
            ("RLIMIT_NPROC", 0),
        )
        for name, most in bounds:
            # macOS knows no limit of address space that holds, and refuses to set one.
            with contextlib.suppress(AttributeError, ValueError, OSError):
                resource.setrlimit(getattr(resource, name), (most, most))


def _refuse(event: str, arguments: tuple[object, ...]) -> None:
    if event.startswith(_REFUSED) or (event == "open" and _writes(arguments)):
        raise PermissionError(f"{event} is not for a child that takes files apart")


def _writes(arguments: tuple[object, ...]) -> bool:
    flags = arguments[2] if len(arguments) > 2 else 0  # noqa: PLR2004 - path, mode, flags
    return isinstance(flags, int) and bool(flags & _WRITING)
