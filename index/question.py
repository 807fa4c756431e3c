"""A question: checked, cleaned, and what search knows of it."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.errors import QuestionError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

MAX_CHARACTERS = 2_000
"""A longer text is no question; the encoder reads 256 tokens, about 1,200 characters, in one piece."""

_ENDS = ("?", ".", "!")


@dataclass(frozen=True, slots=True)
class OtherName:
    """A name in a question, and another that the notes have for it.

    Attributes:
        asked: as it stands in the question, letter case aside.
        other: the abbreviation of it that the notes define, or what it abbreviates.
    """

    asked: str
    other: str


@dataclass(frozen=True, slots=True)
class Question:
    """A question ready for search.

    Attributes:
        text: the question, white space folded.
        vector: its embedding, shape (dimension,), float32, unit length.
        names: other names for what it names; a sentence with one of them holds what is asked for as well.
    """

    text: str
    vector: NDArray[np.float32]
    names: tuple[OtherName, ...] = ()

    @property
    def words(self) -> str:
        """What is searched for by words: the question and its other names."""
        return " ".join((self.text, *(name.other for name in self.names)))

    def as_named_in(self, text: str) -> str:
        """Return the question with each name as a text has it, where the text has only the other one."""
        named = self.text
        for name in self.names:
            if _holds(text, name.other) and not _holds(text, name.asked):
                named = _whole(name.asked).sub(name.other.replace("\\", r"\\"), named)
        return named


def marked(text: str) -> str:
    """Return a question with the question mark that was left out, as whoever types on a phone does.

    The models that read it learnt from questions that mostly have one: it should make no difference.
    """
    return text if text.endswith(_ENDS) else f"{text}?"


def _whole(words: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(words)}(?!\w)", re.IGNORECASE)


def _holds(text: str, words: str) -> bool:
    return _whole(words).search(text) is not None


def clean_question(text: str) -> str:
    """Return `text` with its white space folded, in Unicode normal form C.

    Raises:
        QuestionError: it is empty, longer than MAX_CHARACTERS, or holds control characters.
    """
    if len(text) > MAX_CHARACTERS:
        raise QuestionError(
            f"the question has {len(text):,} characters, and {MAX_CHARACTERS:,} is the most",
            "ask one thing in a sentence or two",
        )
    folded = unicodedata.normalize("NFC", " ".join(text.split()))
    strange = next((c for c in folded if unicodedata.category(c) in {"Cc", "Cs"}), None)
    if strange is not None:
        raise QuestionError(
            f"the question holds a control character (U+{ord(strange):04X})", "type it again without it"
        )
    if not any(c.isalnum() for c in folded):
        raise QuestionError("the question is empty", 'write it after the command: briefbot ask "what was agreed?"')
    return folded
