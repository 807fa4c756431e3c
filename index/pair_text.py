"""What a cross-encoder reads of a candidate: the sentence, what it stands under, and what it leans on."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from index.candidates import opens

if TYPE_CHECKING:
    from index.snapshot import Placed

_LEANS = re.compile(
    r"(?:and|but|so|also|however|then|instead|both|it|its|they|their|them|he|his|him|she|her|this|that|these|those|such"
    r"|there|the (?:former|latter))\b",
    re.IGNORECASE,
)
"""How a sentence begins whose words point back at the sentence before it."""


def leans(reading: str) -> bool:
    """Return whether a sentence begins with a word that points back at the one before it."""
    return _LEANS.match(reading) is not None


def pair_text(placed: Placed) -> str:
    """Return title, nearest heading and sentence, and in brackets the sentence before it where this one leans on it.

    It leans where it begins with a word that points back, or where the one before asks or announces (a lead-in and its
    bullet, a question and its answer).
    """
    above = [words for words in dict.fromkeys((placed.title, placed.heading)) if words]
    text = "".join(f"{words}. " for words in above) + placed.reading
    before = placed.before
    return f"{text} ({before})" if before and (opens(before) or leans(placed.reading)) else text
