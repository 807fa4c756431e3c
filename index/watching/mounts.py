"""Which file system a folder is on, and whether it tells of every change."""

from __future__ import annotations

import os
import re
from pathlib import Path, PurePosixPath

MOUNTS = Path("/proc/self/mounts")
"""The mounts of this process, proc(5); only Linux has it."""

_SILENT = frozenset({
    "9p", "afs", "beegfs", "ceph", "cifs", "davfs", "drvfs", "gfs2", "gpfs", "lustre", "ncpfs", "nfs", "nfs4",
    "ocfs2", "orangefs", "prl_fs", "smb2", "smb3", "smbfs", "vboxsf", "virtiofs", "vmhgfs",
})  # fmt: skip
"""File systems that others write to as well: inotify(7) reports only what this machine's own programs do."""
_LOCAL_FUSE = frozenset({"fuse.fuse-overlayfs", "fuse.ntfs-3g", "fuse.exfat", "fuse.mergerfs", "fuse.bindfs"})
_ESCAPE = re.compile(r"\\([0-7]{3})")


def silent_file_system(folder: Path, mounts: Path = MOUNTS) -> str | None:
    """Return the type of the file system that `folder` is on where it does not tell of all changes, else None.

    A FUSE file system counts as one unless it is known to be local (sshfs, rclone and s3fs are not).
    """
    kind = file_system(folder, mounts)
    if kind in _SILENT or (kind.startswith("fuse") and kind not in _LOCAL_FUSE | {"fuseblk"}):
        return kind
    return None


def file_system(folder: Path, mounts: Path = MOUNTS) -> str:
    """Return the type of the file system that `folder` is on, empty where that cannot be told."""
    try:
        table = mounts.read_text(encoding="utf-8", errors="surrogateescape")
    except OSError:
        return ""
    place = PurePosixPath(os.path.realpath(folder))
    best, kind = -1, ""
    for line in table.splitlines():
        fields = line.split(" ")
        point = PurePosixPath(_unescaped(fields[1]))
        if place.is_relative_to(point) and len(point.parts) >= best:  # the last of several on one place hides the rest
            best, kind = len(point.parts), fields[2]
    return kind


def _unescaped(point: str) -> str:
    """Return a mount point as it is; the table writes spaces and the like as octal escapes (getmntent(3))."""
    return _ESCAPE.sub(lambda escape: chr(int(escape[1], 8)), point)
