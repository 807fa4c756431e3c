"""What a cross-encoder reads of a candidate: the sentence, what it stands under, and the sentence before it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from index.snapshot import Placed


def pair_text(placed: Placed) -> str:
    """Return title, nearest heading and sentence, and in brackets the sentence before it.

    Sentences lean on the one before them in more ways than by a pronoun ("The test began in January." "First the crew
    noticed a smell."): docs/model-card.md tells what the sentence before is worth.
    """
    above = [words for words in dict.fromkeys((placed.title, placed.heading)) if words]
    text = "".join(f"{words}. " for words in above) + placed.reading
    return f"{text} ({placed.before})" if placed.before else text
