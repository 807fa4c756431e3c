"""The markings that briefings carry, lowest first, and what is above a ceiling."""

from __future__ import annotations

import difflib
import unicodedata
from dataclasses import dataclass

from index.errors import SettingsError

MARKINGS = (
    "UNCLASSIFIED",
    "OFFICIAL",
    "IN-CONFIDENCE",
    "OFFICIAL-SENSITIVE",
    "SENSITIVE",
    "RESTRICTED",
    "PROTECTED",
    "CONFIDENTIAL",
    "SECRET",
    "TOP SECRET",
)
"""The markings of New Zealand (https://www.protectivesecurity.govt.nz/classification), the United Kingdom
(https://www.gov.uk/government/publications/government-security-classifications) and Australia
(https://www.protectivesecurity.gov.au), put into one order; where it is another, `classifications` in the settings says
so."""


def fold_marking(marking: str) -> str:
    """Return the letters and digits of a marking in one case: the same for all ways to write it."""
    return "".join(char for char in unicodedata.normalize("NFKC", marking).casefold() if char.isalnum())


@dataclass(frozen=True, slots=True)
class Classifications:
    """The markings that are known, and what a document without one counts as.

    Markings are the same whatever their letter case, spaces, hyphens and other punctuation ("In Confidence" is
    "IN-CONFIDENCE").

    Attributes:
        markings: lowest first.
        unmarked: the marking that a document without one has; None for the lowest.
    """

    markings: tuple[str, ...] = MARKINGS
    unmarked: str | None = None

    def __post_init__(self) -> None:
        """Check the markings.

        Raises:
            SettingsError: there is none, one has no letters or digits, two are the same, or `unmarked` is none of them.
        """
        folded = [fold_marking(marking) for marking in self.markings]
        if not folded or not all(folded):
            raise SettingsError("a classification is empty", "list the markings, lowest first")
        twice = next((self.markings[place] for place, one in enumerate(folded) if one in folded[:place]), None)
        if twice is not None:
            raise SettingsError(f"the classification {twice!r} is listed twice", "list each marking once, lowest first")
        if self.unmarked is not None:
            self.named(self.unmarked)

    @property
    def highest(self) -> int:
        """The level of the highest marking, which whatever is not known counts as."""
        return len(self.markings) - 1

    @property
    def of_unmarked(self) -> int:
        """The level of a document without a marking."""
        return 0 if self.unmarked is None else self.level(self.unmarked)

    def level(self, marking: str) -> int:
        """Return how high a document's marking is, from 0; the highest level for one that is not known."""
        found = self.find(marking)
        return self.highest if found is None else found

    def find(self, marking: str) -> int | None:
        """Return how high a marking is, from 0, or None where it is not known."""
        folded = fold_marking(marking)
        return next((level for level, one in enumerate(self.markings) if fold_marking(one) == folded), None)

    def named(self, marking: str) -> str:
        """Return a marking as it is listed.

        Raises:
            SettingsError: it is not listed; the message names the nearest.
        """
        level = self.find(marking)
        if level is None:
            folded = {fold_marking(one): one for one in self.markings}
            nearest = difflib.get_close_matches(fold_marking(marking), folded, n=1, cutoff=0.0)[0]
            raise SettingsError(f"there is no classification {marking!r}", f"the nearest is {folded[nearest]!r}")
        return self.markings[level]

    def ceiling(self, marking: str) -> int:
        """Return the level of a ceiling, from 0: what is marked higher is above it.

        Raises:
            SettingsError: the marking is not listed; the message names the nearest.
        """
        return self.markings.index(self.named(marking))

    def lower(self, one: str | None, other: str | None) -> str | None:
        """Return the lower of two ceilings, where None is no ceiling.

        Raises:
            SettingsError: one is not listed.
        """
        ceilings = [marking for marking in (one, other) if marking is not None]
        return min(ceilings, key=self.ceiling, default=None)


BY_DEFAULT = Classifications()
"""The markings above, of which a document without one has the lowest."""
