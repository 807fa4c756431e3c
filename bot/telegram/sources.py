"""Which briefing a person means, and what they may have of it."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

from bot.telegram.access import Place

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.telegram.access import Role
    from bot.telegram.asker import Asker
    from index import DocumentSummary


def named(name: str, documents: Sequence[DocumentSummary]) -> str | None:
    """Return the source that a person means: by its whole path, its end, a part of its path or its title.

    None where none or several are meant.
    """
    wanted = name.strip().casefold()
    if not wanted:
        return None
    tests = (
        lambda summary: summary.source.casefold() == wanted,
        lambda summary: summary.source.casefold().rpartition("/")[2] == wanted,
        lambda summary: summary.source.casefold().rpartition("/")[2].rpartition(".")[0] == wanted,
        lambda summary: wanted in summary.source.casefold() or wanted in (summary.title or "").casefold(),
    )
    for test in tests:
        found = [summary.source for summary in documents if test(summary)]
        if found:
            return found[0] if len(found) == 1 else None
    return None


def nearest(name: str, documents: Sequence[DocumentSummary], most: int = 3) -> tuple[str, ...]:
    """Return the sources that are most like a name."""
    wanted = name.casefold()
    inside = [summary.source for summary in documents if wanted in summary.source.casefold()]
    alike = difflib.get_close_matches(name, [summary.source for summary in documents], n=most, cutoff=0.3)
    return tuple(dict.fromkeys((*inside, *alike)))[:most]


def may_have_file(asker: Asker, least: Role | None) -> bool:
    """Return whether somebody gets a whole briefing: in private, from a role on; None for nobody."""
    return least is not None and asker.place is Place.PRIVATE and asker.role is not None and asker.role.includes(least)
