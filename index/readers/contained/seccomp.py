"""Linux: a filter of system calls, and a network with nothing in it.

The filter is a program for the kernel's classic BPF machine (https://docs.kernel.org/userspace-api/seccomp_filter.html,
`linux/seccomp.h`, `linux/filter.h`). It refuses what reaches other processes, the network or the disk; all else a
reader may need (memory, threads, reading the files of Python's own modules).
"""

from __future__ import annotations

import ctypes
import errno
import os
import platform
import struct

_ARCHITECTURES = {"x86_64": (0xC000003E, 0), "aarch64": (0xC00000B7, 1)}
"""The kernel's name (AUDIT_ARCH_*) of each machine, and its column below."""

_NO = -1
_REFUSED = {
    # the network
    "socket": (41, 198), "socketpair": (53, 199), "bind": (49, 200), "listen": (50, 201), "accept": (43, 202),
    "accept4": (288, 242), "connect": (42, 203), "sendto": (44, 206), "sendmsg": (46, 211), "sendmmsg": (307, 269),
    # other programs and processes
    "execve": (59, 221), "execveat": (322, 281), "fork": (57, _NO), "vfork": (58, _NO), "kill": (62, 129),
    "tkill": (200, 130), "rt_sigqueueinfo": (129, 138), "rt_tgsigqueueinfo": (297, 240), "ptrace": (101, 117),
    "process_vm_readv": (310, 270), "process_vm_writev": (311, 271), "pidfd_open": (434, 434),
    "pidfd_getfd": (438, 438), "pidfd_send_signal": (424, 424), "process_madvise": (440, 440), "kcmp": (312, 272),
    # the disk
    "creat": (85, _NO), "truncate": (76, 45), "ftruncate": (77, 46), "fallocate": (285, 47), "rename": (82, _NO),
    "renameat": (264, 38), "renameat2": (316, 276), "link": (86, _NO), "linkat": (265, 37), "symlink": (88, _NO),
    "symlinkat": (266, 36), "unlink": (87, _NO), "unlinkat": (263, 35), "mkdir": (83, _NO), "mkdirat": (258, 34),
    "rmdir": (84, _NO), "mknod": (133, _NO), "mknodat": (259, 33), "chmod": (90, _NO), "fchmod": (91, 52),
    "fchmodat": (268, 53), "fchmodat2": (452, 452), "chown": (92, _NO), "fchown": (93, 55), "lchown": (94, _NO),
    "fchownat": (260, 54), "utime": (132, _NO), "utimes": (235, _NO), "utimensat": (280, 88), "futimesat": (261, _NO),
    "setxattr": (188, 5), "lsetxattr": (189, 6), "fsetxattr": (190, 7), "removexattr": (197, 14),
    "lremovexattr": (198, 15), "fremovexattr": (199, 16), "memfd_create": (319, 279),
    "open_by_handle_at": (304, 265),
    # the system
    "mount": (165, 40), "umount2": (166, 39), "move_mount": (429, 429), "open_tree": (428, 428), "fsopen": (430, 430),
    "fsmount": (432, 432), "pivot_root": (155, 41), "chroot": (161, 51), "unshare": (272, 97), "setns": (308, 268),
    "bpf": (321, 280), "perf_event_open": (298, 241), "userfaultfd": (323, 282), "add_key": (248, 217),
    "request_key": (249, 218), "keyctl": (250, 219), "init_module": (175, 105), "finit_module": (313, 273),
    "kexec_load": (246, 104), "reboot": (169, 142), "swapon": (167, 224), "acct": (163, 89), "ioctl": (16, 29),
    "prlimit64": (302, 261), "io_uring_setup": (425, 425), "io_uring_enter": (426, 426),
    "io_uring_register": (427, 427),
}  # fmt: skip
"""Numbers of system calls on x86-64 and ARM64 (`asm/unistd_64.h`, `asm-generic/unistd.h`)."""

_OPEN, _OPENAT, _CLONE = (2, _NO), (257, 56), (56, 220)
_NEWER = {"openat2": (437, 437), "clone3": (435, 435)}
"""Their flags lie in memory, where a filter cannot look: the C library falls back on the older ones."""

_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC
_CLONE_THREAD, _CLONE_NEWUSER, _CLONE_NEWNET = 0x10000, 0x10000000, 0x40000000
_PR_SET_NO_NEW_PRIVS, _PR_SET_SECCOMP, _MODE_FILTER, _PR_SET_DUMPABLE = 38, 22, 2, 4
_LOAD, _EQUAL, _AT_LEAST, _ANY_BIT, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
_ALLOW, _ERRNO, _KILL = 0x7FFF0000, 0x00050000, 0x80000000
_NUMBER_AT, _MACHINE_AT, _ARGUMENTS_AT = 0, 4, 16
_X32 = 0x40000000

_Instruction = tuple[int, int, int, int]


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("instructions", ctypes.c_void_p))


def enter_empty_network() -> None:
    """Leave the network for one that holds nothing.

    Raises:
        OSError: the kernel gives no such thing to this process.
    """
    library = ctypes.CDLL(None, use_errno=True)
    if library.unshare(_CLONE_NEWUSER | _CLONE_NEWNET) and library.unshare(_CLONE_NEWNET):
        raise _failure()


def refuse_system_calls() -> None:
    """Let the kernel refuse, from now on, what reaches other processes, the network or the disk.

    Raises:
        OSError: the kernel has no filters, or the machine is none that is known.
    """
    if platform.machine() not in _ARCHITECTURES:
        raise OSError(errno.ENOSYS, f"no filter for {platform.machine()}")
    packed = b"".join(struct.pack("=HBBI", *one) for one in filter_for(platform.machine()))
    kept = ctypes.create_string_buffer(packed, len(packed))
    program = _Program(len(packed) // 8, ctypes.cast(kept, ctypes.c_void_p))
    library = ctypes.CDLL(None, use_errno=True)
    library.prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)
    if library.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0):
        raise _failure()
    if library.prctl(_PR_SET_SECCOMP, _MODE_FILTER, ctypes.byref(program), 0, 0):
        raise _failure()


def filter_for(machine: str) -> list[_Instruction]:
    """Return the filter's instructions (code, jump if true, jump if false, operand) for a machine."""
    audit, column = _ARCHITECTURES[machine]
    wanted: list[_Instruction] = [
        (_LOAD, 0, 0, _MACHINE_AT),
        (_EQUAL, 1, 0, audit),
        (_RETURN, 0, 0, _KILL),
        (_LOAD, 0, 0, _NUMBER_AT),
    ]
    if machine == "x86_64":
        wanted += [(_AT_LEAST, 0, 1, _X32), (_RETURN, 0, 0, _KILL)]
    for numbers in _NEWER.values():
        wanted += [(_EQUAL, 0, 1, numbers[column]), (_RETURN, 0, 0, _ERRNO | errno.ENOSYS)]
    refused = sorted({numbers[column] for numbers in _REFUSED.values()} - {_NO})
    for number in refused:
        wanted += [(_EQUAL, 0, 1, number), (_RETURN, 0, 0, _ERRNO | errno.EPERM)]
    for (number, flags), place in (((_OPEN[column], _WRITING), 1), ((_OPENAT[column], _WRITING), 2)):
        if number != _NO:
            wanted += _refused_with(number, flags, place)
    wanted += [
        (_EQUAL, 0, 4, _CLONE[column]),
        (_LOAD, 0, 0, _ARGUMENTS_AT),
        (_ANY_BIT, 1, 0, _CLONE_THREAD),
        (_RETURN, 0, 0, _ERRNO | errno.EPERM),
        (_RETURN, 0, 0, _ALLOW),
    ]
    return [*wanted, (_RETURN, 0, 0, _ALLOW)]


def _refused_with(number: int, flags: int, place: int) -> list[_Instruction]:
    """Return what refuses a call where any of these flags is set in one of its arguments (by place, from 0)."""
    return [
        (_EQUAL, 0, 4, number),
        (_LOAD, 0, 0, _ARGUMENTS_AT + 8 * place),
        (_ANY_BIT, 0, 1, flags),
        (_RETURN, 0, 0, _ERRNO | errno.EPERM),
        (_RETURN, 0, 0, _ALLOW),
    ]


def _failure() -> OSError:
    number = ctypes.get_errno()
    return OSError(number, os.strerror(number))
