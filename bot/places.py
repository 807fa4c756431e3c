"""Where a front end keeps what it must remember: the user's state folder."""

from __future__ import annotations

import os
from pathlib import Path

from bot.variables import STATE


def state_folder() -> Path:
    """Return the folder of what is remembered; it need not exist yet.

    `BRIEFBOT_STATE` where it is set and not empty, otherwise what the platform calls the user's state folder.
    """
    chosen = os.environ.get(STATE)
    if chosen:
        return Path(chosen).expanduser().absolute()
    from platformdirs import user_state_path

    return user_state_path("briefbot", appauthor=False)
