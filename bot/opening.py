"""Open the library with a command's settings, its words going to standard error."""

from __future__ import annotations

import os
from contextlib import contextmanager
from typing import TYPE_CHECKING

from bot.progress import ProgressBar
from bot.settings import Settings, load_settings
from bot.store_token import store_token
from bot.stream import tell

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.options import Bound, Judging, Place
    from bot.share import Share
    from index import Briefings
    from index.reports import Notify, Progress


def settings_of(
    place: Place, *, top_k: str | None = None, judging: Judging | None = None, bound: Bound | None = None
) -> Settings:
    """Return what a command works with, each argument as it was typed.

    Raises:
        SettingsError: a flag, variable or key is unknown or has a bad value.
    """
    flags = {
        "briefings": place.briefings,
        "index": place.index,
        "model": place.model,
        "store": place.store,
        "top_k": top_k,
        "threshold": judging and judging.threshold,
        "max_risk": judging and judging.max_risk,
        "fast": (judging and judging.fast) or None,
        "ceiling": bound and bound.ceiling,
    }
    return load_settings(flags, os.environ, place.config)


@contextmanager
def opened(settings: Settings, bar: ProgressBar | None = None, share: Share | None = None) -> Iterator[Briefings]:
    """Open the briefings, closed at the end; a progress bar shows what takes long and is gone by then.

    Args:
        settings: what the command works with.
        bar: the bar to use, for one who takes it off the terminal in between.
        share: what this process does of a large folder, None for all of it alone.

    Raises:
        SettingsError: others can read the file of the store's token, or a part is none.
    """
    bar = bar or ProgressBar()
    try:
        with briefings_of(settings, tell, bar, share) as briefings:
            yield briefings
    finally:
        bar.stop()


def briefings_of(settings: Settings, notify: Notify, progress: Progress, share: Share | None = None) -> Briefings:
    """Return the briefings that settings are of.

    Args:
        settings: what a command works with.
        notify: told in one line what a person should see at once.
        progress: told how far a long step has come.
        share: what this process does of a large folder, None for all of it alone.

    Raises:
        SettingsError: others can read the file of the store's token, or a part is none.
    """
    from index import Briefings

    return Briefings(
        settings.briefings,
        folders=settings.folders,
        index=settings.index,
        model=settings.model,
        max_file_bytes=settings.max_file_bytes,
        include=settings.include,
        exclude=settings.exclude,
        threshold=settings.threshold,
        fast=settings.fast,
        max_risk=settings.max_risk,
        classifications=settings.markings,
        notify=notify,
        progress=progress,
        store=settings.store,
        store_token=None if settings.store is None else store_token(os.environ, settings.store_token_file),
        part=share.part if share else None,
        jobs=share.jobs if share else 1,
    )
