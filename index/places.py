"""Where briefbot keeps what can be made again: the user's cache folder."""

from __future__ import annotations

import os
from pathlib import Path

CACHE_VARIABLE = "BRIEFBOT_CACHE"


def cache_folder() -> Path:
    """Return the folder for exported models and the like; it need not exist yet.

    `BRIEFBOT_CACHE` where it is set and not empty, otherwise what the platform calls the user's cache folder.
    """
    chosen = os.environ.get(CACHE_VARIABLE)
    if chosen:
        return Path(chosen).expanduser().absolute()
    from platformdirs import user_cache_path

    return user_cache_path("briefbot", appauthor=False)
