"""Whether two sentences put different names where only one can stand.

Most relations have many partners ("she met Mr. Tan"), so a differing name says nothing; those by which a thing has one
partner are few (Ritter et al., "It's a Contradiction - No, it's Not", 2008). Told here by form: what a definite thing
is, who leads or made it, where it will be held, whom it goes to.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.statements.closed_classes import BE, listed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.statements.frame import Frame
    from index.statements.pieces import Piece

_INSIDE_NAMES = frozenset({"of", "the", "and", "de", "von", "van"})
_LED = listed("led chaired headed run owned written built won designed commanded founded drafted captained")
_LEADS = listed("leads chairs heads runs owns commands captains")
_GOES = frozenset({"go", "goes", "went", "gone", "awarded"})
_HELD = frozenset({"held", "place"})


def other_name(one: Frame, other: Frame) -> bool:
    """Return whether two sentences are alike but for a name that only one can bear."""
    first, second = _words(one), _words(other)
    start = _alike(first, second)
    end = _alike(first[start:][::-1], second[start:][::-1])
    blocks = [words[start : len(words) - end] for words in (first, second)]
    if not all(blocks) or not all(_is_name(block) for block in blocks) or _share(*blocks):
        return False
    before = [piece.plain for piece in first[:start]]
    behind = [piece.plain for piece in first[len(first) - end :]]
    return _one_only(before, behind, one.planned and other.planned)


def _words(frame: Frame) -> list[Piece]:
    return [piece for piece in frame.pieces if piece.form != "stop"]


def _alike(first: Sequence[Piece], second: Sequence[Piece]) -> int:
    """Return how many pieces at the start are the same."""
    pairs = zip(first, second, strict=False)
    return next(
        (place for place, (one, two) in enumerate(pairs) if one.text.lower() != two.text.lower()),
        min(len(first), len(second)),
    )


def _is_name(block: Sequence[Piece]) -> bool:
    return all(
        piece.form == "word" and (piece.text[0].isupper() or piece.plain in _INSIDE_NAMES) for piece in block
    ) and any(piece.text[0].isupper() for piece in block)


def _share(first: Sequence[Piece], second: Sequence[Piece]) -> bool:
    words = [{piece.plain for piece in block} - _INSIDE_NAMES for block in (first, second)]
    return bool(words[0] & words[1])


def _one_only(before: Sequence[str], behind: Sequence[str], planned: bool) -> bool:
    """Return whether the slot between these words takes one name only."""
    if not before:
        return bool(behind) and behind[0] in _LEADS
    last, sooner = before[-1], before[-2] if len(before) > 1 else ""
    return (
        (last in BE and before[0] == "the")
        or (last == "by" and sooner in _LED)
        or (last == "to" and sooner in _GOES)
        or (last in {"in", "at"} and sooner in _HELD and planned)
    )
