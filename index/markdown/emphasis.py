"""Which `*`, `_` and `~` are emphasis, and which are only characters.

The rules are CommonMark's (section 6.2, "Emphasis and strong emphasis"), with GitHub's strikethrough.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass


@dataclass(slots=True)
class Run:
    """A run of one emphasis character: `**` in `**bold**`.

    Attributes:
        character: `*`, `_` or `~`.
        start: offset of its first character that is not used up yet.
        end: offset behind its last one.
        opens: whether it may open emphasis.
        closes: whether it may close emphasis.
        length: how long it was at first.
    """

    character: str
    start: int
    end: int
    opens: bool
    closes: bool
    length: int


def run_at(text: str, start: int, end: int, left: int, right: int) -> Run:
    """Return the run that stands at `[start, end)` of a block that stands at `[left, right)`."""
    before = text[start - 1] if start > left else " "
    after = text[end] if end < right else " "
    opens = not after.isspace() and (not _is_punctuation(after) or before.isspace() or _is_punctuation(before))
    closes = not before.isspace() and (not _is_punctuation(before) or after.isspace() or _is_punctuation(after))
    character = text[start]
    if character == "_" and opens and closes:
        opens, closes = _is_punctuation(before), _is_punctuation(after)
    return Run(character, start, end, opens, closes, end - start)


def match_runs(runs: list[Run]) -> list[tuple[int, int]]:
    """Return the offsets `(start, end)` of the characters in `runs` that are markup, in any order.

    Args:
        runs: the emphasis runs of one block, in order. They are used up.
    """
    markup: list[tuple[int, int]] = []
    open_runs: list[Run] = []
    for closer in runs:
        while closer.closes and closer.start < closer.end:
            place = _opener(open_runs, closer)
            if place is None:
                break
            opener = open_runs[place]
            del open_runs[place + 1 :]
            size = _size(opener, closer)
            markup.append((opener.end - size, opener.end))
            markup.append((closer.start, closer.start + size))
            opener.end -= size
            closer.start += size
            if opener.start == opener.end:
                open_runs.pop()
        if closer.opens and closer.start < closer.end:
            open_runs.append(closer)
    return markup


def _opener(open_runs: list[Run], closer: Run) -> int | None:
    """Return the place of the nearest run that `closer` can close, or None."""
    for place in range(len(open_runs) - 1, max(-1, len(open_runs) - 1 - _REACH), -1):
        if open_runs[place].character == closer.character and _may_pair(open_runs[place], closer):
            return place
    return None


_REACH = 100
"""How many open runs are looked at: enough for any text that is meant, and it keeps hostile text from being slow."""


def _may_pair(opener: Run, closer: Run) -> bool:
    if opener.character == "~":
        return opener.length == closer.length
    if not (opener.closes or closer.opens):
        return True
    return (opener.length + closer.length) % 3 != 0 or (opener.length % 3 == 0 and closer.length % 3 == 0)


def _size(opener: Run, closer: Run) -> int:
    return 2 if opener.end - opener.start > 1 and closer.end - closer.start > 1 else 1


def _is_punctuation(character: str) -> bool:
    return unicodedata.category(character)[0] in "PS"
