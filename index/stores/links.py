"""The same file under a second name, so that a generation shares what it has in common with the one before."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING

from index.flush import flush_file

if TYPE_CHECKING:
    from pathlib import Path


def link_file(source: Path, target: Path) -> None:
    """Give a file that never changes a second name; where the file system has no such thing, a flushed copy.

    Raises:
        OSError: the file is not there, or there is no room for the copy.
    """
    try:
        os.link(source, target)
    except FileNotFoundError:
        raise
    except OSError:  # FAT and some network mounts have no links, and some systems none to another user's files
        shutil.copyfile(source, target)
        flush_file(target)
