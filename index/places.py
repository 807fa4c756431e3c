"""Where briefbot keeps what can be made again: the user's cache folder."""

from __future__ import annotations

import os
from pathlib import Path

from index.errors import FolderError

CACHE_VARIABLE = "BRIEFBOT_CACHE"


def cache_folder() -> Path:
    """Return the folder for exported models and the like; it need not exist yet.

    `BRIEFBOT_CACHE` where it is set and not empty, otherwise what the platform calls the user's cache folder.

    Raises:
        FolderError: `BRIEFBOT_CACHE` begins with the home folder of a user that is not there.
    """
    chosen = os.environ.get(CACHE_VARIABLE)
    if chosen:
        try:
            return Path(chosen).expanduser().absolute()
        except RuntimeError as error:
            what = f"{CACHE_VARIABLE} is {chosen!r}, and there is no such home folder"
            raise FolderError(what, "set it to a folder's whole path") from error
    from platformdirs import user_cache_path

    return user_cache_path("briefbot", appauthor=False)
