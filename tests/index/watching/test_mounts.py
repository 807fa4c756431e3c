"""A folder's file system is told by the table of mounts."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.watching.mounts import file_system, silent_file_system

TABLE = r"""/dev/vda / ext4 rw 0 0
server:/home /mnt/home nfs4 rw 0 0
/dev/vdb /mnt/home/local ext4 rw 0 0
//files/notes /mnt/our\040notes cifs rw 0 0
me@host: /mnt/over fuse.sshfs rw 0 0
tmpfs /mnt/over tmpfs rw 0 0
overlay /mnt/layers fuse.fuse-overlayfs rw 0 0
bucket /mnt/bucket fuse.rclone rw 0 0
"""


@pytest.mark.parametrize(
    ("folder", "expected"),
    [
        ("/notes", None),
        ("/mnt/home", "nfs4"),
        ("/mnt/home/notes/2022", "nfs4"),
        ("/mnt/homes", None),
        ("/mnt/home/local/notes", None),
        ("/mnt/our notes/2022", "cifs"),
        ("/mnt/over/notes", None),
        ("/mnt/layers", None),
        ("/mnt/bucket/notes", "fuse.rclone"),
    ],
)
def test_network_mounts_are_told_from_local_ones(tmp_path: Path, folder: str, expected: str | None) -> None:
    """The innermost mount counts, and the last of several in one place; a FUSE file system is remote unless known."""
    table = tmp_path / "mounts"
    table.write_text(TABLE, encoding="utf-8")
    assert silent_file_system(Path(folder), table) == expected


def test_without_a_table_nothing_is_said(tmp_path: Path) -> None:
    """As on systems other than Linux: the system's own word is relied on."""
    assert file_system(tmp_path, tmp_path / "none") == ""
    assert silent_file_system(tmp_path, tmp_path / "none") is None
