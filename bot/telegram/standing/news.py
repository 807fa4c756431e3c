"""What has changed in the briefings since what stands was looked at."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from index import SyncReport


@dataclass(frozen=True, slots=True)
class News:
    """What has changed.

    Attributes:
        fresh: sources that are new or whose text has changed.
        lost: sources that are no longer there.
        all_may: whether any briefing may have changed: nobody looked for a while.
    """

    fresh: frozenset[str] = frozenset()
    lost: frozenset[str] = frozenset()
    all_may: bool = False

    def __bool__(self) -> bool:
        """Return whether anything has changed."""
        return bool(self.fresh or self.lost or self.all_may)

    def __or__(self, other: News) -> News:
        """Return the two as one."""
        return News(self.fresh | other.fresh, self.lost | other.lost, self.all_may or other.all_may)

    def touches(self, source: str) -> bool:
        """Return whether something may have become of a briefing."""
        return self.all_may or source in self.fresh or source in self.lost


NO_NEWS = News()
ALL_MAY_BE_NEW = News(all_may=True)


def news_of(report: SyncReport) -> News:
    """Return what a sync found changed."""
    return News(frozenset((*report.added, *report.changed)), frozenset(report.removed))
