"""Many small notes out of few sentences: a sentence that stands in several notes is encoded once."""

from __future__ import annotations

import itertools
import random
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

_WHO = ("The harbor master", "The ferry operator", "The committee", "A delegation", "The minister", "The auditor",
        "The island council", "The customs office", "A neighbor", "The shipyard")  # fmt: skip
_DOES = ("asked for", "paid for", "postponed", "inspected", "approved", "canceled", "praised", "doubled")
_WHAT = ("the winter timetable", "two patrol boats", "the tariff schedule", "a new quay", "the fuel contract",
         "the honey market", "an early audit", "the school roof")  # fmt: skip
_WHEN = ("in March", "after the storm", "on Monday")
SENTENCES = tuple(f"{' '.join(words)}." for words in itertools.product(_WHO, _DOES, _WHAT, _WHEN))
"""1,920 of them."""
_IN_ONE_FOLDER = 100


def write_notes(folder: Path, count: int) -> Sequence[Path]:
    """Write notes of a title and three sentences each into an empty folder, a hundred in each folder of it.

    Returns:
        Their paths.
    """
    dice = random.Random(count)  # noqa: S311 - no secret
    paths = [folder / f"{number // _IN_ONE_FOLDER:03d}" / f"{number:05d}.md" for number in range(count)]
    for path in paths:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(note(dice.sample(SENTENCES, 3)), encoding="utf-8")
    return paths


def note(sentences: Sequence[str]) -> str:
    """Return the text of a note."""
    return f"# Minutes\n\n{' '.join(sentences)}\n"
