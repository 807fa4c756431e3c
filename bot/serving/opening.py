"""Open briefings so that the first question finds them warm."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.opening import briefings_of

if TYPE_CHECKING:
    from bot.serving.listener import Listener, Progress
    from bot.settings import Settings
    from index import Briefings

_FIRST = "what is written here?"


def open_warm(settings: Settings, listener: Listener, progress: Progress) -> tuple[Briefings, tuple[str, ...]]:
    """Return briefings whose index is up to date and whose parts are loaded; and what each process tells at its start.

    Where anything is told, that may be of something done once (a model that is prepared), so it is begun again.

    Raises:
        BriefbotError: as `Briefings.ask`.
    """
    with listener.overhearing() as told:
        briefings = _opened(settings, listener, progress)
        _warm(briefings)
    if not told:
        return briefings, ()
    briefings.close()
    briefings = _opened(settings, listener, progress)
    with listener.overhearing() as standing:
        _warm(briefings)
    return briefings, tuple(standing)


def _opened(settings: Settings, listener: Listener, progress: Progress) -> Briefings:
    briefings = briefings_of(settings, listener, progress)
    briefings.sync()
    return briefings


def _warm(briefings: Briefings) -> None:
    briefings.ask_indexed(_FIRST, top_k=1)
