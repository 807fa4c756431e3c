"""Open briefings so that the first question finds them warm."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.opening import briefings_of

if TYPE_CHECKING:
    from bot.serving.listener import Listener, Progress
    from bot.settings import Settings
    from index import Briefings

_FIRST = "what is written here?"


def open_warm(
    settings: Settings, listener: Listener, progress: Progress, *, no_sync: bool = False
) -> tuple[Briefings, tuple[str, ...]]:
    """Return briefings whose parts are loaded, their index up to date or as it stands; and what each start tells.

    Where anything is told, that may be of something done once (a model that is prepared), so it is begun again.

    Raises:
        BriefbotError: as `Briefings.ask`.
    """
    with listener.overhearing() as told:
        briefings = _opened(settings, listener, progress, no_sync)
        _warm(briefings)
    if not told:
        return briefings, ()
    briefings.close()
    briefings = _opened(settings, listener, progress, no_sync)
    with listener.overhearing() as standing:
        _warm(briefings)
    return briefings, tuple(standing)


def _opened(settings: Settings, listener: Listener, progress: Progress, no_sync: bool) -> Briefings:
    briefings = briefings_of(settings, listener, progress)
    if not no_sync:
        briefings.sync()
    return briefings


def _warm(briefings: Briefings) -> None:
    briefings.indexed.ask(_FIRST, top_k=1)
