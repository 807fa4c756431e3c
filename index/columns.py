"""How documents, passages and sentences are kept in the catalog's columns."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.records import Document, Passage, Sentence


@dataclass(frozen=True, slots=True)
class Segmented:
    """A document, what it was cut into, and which of that is encoded together."""

    document: Document
    sentences: Sequence[Sentence]
    passages: Sequence[Passage]


def words_digest(reading: str) -> bytes:
    """Return the 16 bytes that stand for a text's words: BLAKE2b of the text in UTF-8."""
    return hashlib.blake2b(reading.encode(), digest_size=16).digest()


def about_columns(document: Document) -> tuple[object, ...]:
    """Return how a document's title, its digest, date, tags, classification and notices are kept."""
    about = document.metadata
    return (
        about.title,
        words_digest(about.title) if about.title else None,
        about.date.isoformat() if isinstance(about.date, dt.date) else None,
        json.dumps(about.tags, ensure_ascii=False),
        about.classification,
        json.dumps(document.notices, ensure_ascii=False),
    )


def passage_columns(passage: Passage, sentences: Sequence[Sentence]) -> tuple[object, ...]:
    """Return how the ordinal and the heading of a passage of a document's sentences are kept."""
    return passage.ordinal, json.dumps(sentences[passage.first].heading, ensure_ascii=False)


def sentence_columns(sentence: Sentence) -> tuple[object, ...]:
    """Return how a sentence's ordinal, start, end, line, page, kind, reading and its digest are kept."""
    return (
        sentence.ordinal,
        sentence.span.start,
        sentence.span.end,
        sentence.line,
        sentence.page,
        sentence.kind.value,
        sentence.reading,
        words_digest(sentence.reading),
    )
