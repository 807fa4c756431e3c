"""What has become of a sentence whose words are no longer in its briefing: the one that most likely follows it."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from bot.telegram.shown_text import as_shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from index import Sentence

LEAST_ALIKE = 0.5
"""How much of two sentences must be the same words in the same order, 0 to 1, for one to follow the other.

Of a sentence that was taken out, another one that stood there all along is this much like it in one to four of a
hundred cases (the sample notes, and two sets of questions); both are shown, so that a person sees that it is not.
"""
_WORD = re.compile(r"\w+")


def successor(text: str, sentences: Iterable[Sentence]) -> Sentence | None:
    """Return the sentence that reads the same as a text, or is most like it word by word; None where none is enough.

    Args:
        text: the sentence as it was shown.
        sentences: those that stand in its briefing now.
    """
    sentences = tuple(sentences)
    same = next((sentence for sentence in sentences if as_shown(sentence.reading) == as_shown(text)), None)
    return same or _most_alike(text, sentences)


def _most_alike(text: str, sentences: Sequence[Sentence]) -> Sentence | None:
    matcher = SequenceMatcher(None, autojunk=False)
    matcher.set_seq2(_words(text))
    best, most = None, LEAST_ALIKE
    for sentence in sentences:
        matcher.set_seq1(_words(sentence.reading))
        # The two bounds from above cost a hundredth of the ratio itself.
        if matcher.real_quick_ratio() < most or matcher.quick_ratio() < most:
            continue
        alike = matcher.ratio()
        if alike > most or (best is None and alike >= most):
            best, most = sentence, alike
    return best


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())
