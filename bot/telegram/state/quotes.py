"""What was quoted in an answer: kept as long as its buttons are, for what they do."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index import AnswerSentence


@dataclass(frozen=True, slots=True)
class Quote:
    """A sentence that was shown.

    Attributes:
        citation: where it stands, as a string that can be checked later.
        text: exactly what stood there.
    """

    citation: str
    text: str


def quotes_of(sentences: Sequence[AnswerSentence]) -> tuple[Quote, ...]:
    """Return what is kept of sentences."""
    return tuple(Quote(str(sentence.citation), sentence.text) for sentence in sentences)


def quotes_to_text(quotes: Sequence[Quote]) -> str:
    """Return quotes as JSON, which `quotes_from_text` reads."""
    return json.dumps([[quote.citation, quote.text] for quote in quotes], ensure_ascii=False)


def quotes_from_text(text: str) -> tuple[Quote, ...]:
    """Return the quotes that `quotes_to_text` wrote."""
    return tuple(Quote(citation, words) for citation, words in json.loads(text))
