"""From a document to its rows in the shared index."""

from __future__ import annotations

import json
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

import numpy as np

from index.candidates import asks
from index.definitions import definitions_in
from index.derive import context
from index.facts import RULES_VERSION
from index.milvus.numbers import text_id
from index.milvus.source import texts_of, vector_of
from index.milvus.terms import spellings_of, terms_of, written
from index.milvus.vectors import sent

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from index.milvus.server import Row
    from index.milvus.source import Outgoing, SourceSentence

PIECE_BYTES = 60_000
"""How much of a document's text, or of what is told of it, one row holds, in UTF-8."""
PIECE_CHARACTERS = PIECE_BYTES // 4
"""The same in code points, which take 4 bytes at most."""
NONE = -1
"""Stands for a line or page that there is none of."""
TAG_CHARACTERS = 128
"""What is kept of a tag beside a row: 512 bytes in UTF-8 at most."""
_MOST_TAGS = 1024


@dataclass(frozen=True, slots=True)
class DocumentRows:
    """The rows of one document.

    Attributes:
        documents: its own, and one for each further piece of its text.
        passages: in order.
        sentences: in order.
    """

    documents: tuple[Row, ...]
    passages: tuple[Row, ...]
    sentences: tuple[Row, ...]


def rows_of(one: Outgoing, number: int, born: int, dimension: int, *, half: bool) -> DocumentRows:
    """Return the rows of a document.

    Args:
        one: the document.
        number: its id in the shared index.
        born: the generation that brings it.
        dimension: length of a vector.
        half: whether the server keeps vectors in half precision.
    """
    return DocumentRows(
        tuple(_documents(one, number, born, dimension, half=half)),
        tuple(_passages(one, number, born, half=half)),
        tuple(_sentences(one, number, born, half=half)),
    )


def _documents(one: Outgoing, number: int, born: int, dimension: int, *, half: bool) -> Iterator[Row]:
    document = one.document
    about = {
        "title": document.title,
        "date": document.date,
        "tags": texts_of(document.tags),
        "classification": document.classification,
        "notices": texts_of(document.notices),
        "author": one.author,
        "date_origin": one.date_origin,
    }
    defined = _defined(one)
    nothing = sent(np.zeros(dimension, np.float32), half=half)
    title = nothing if one.title_vector is None else sent(vector_of(one.title_vector), half=half)
    for piece, text in enumerate(_pieces(document.text)):
        yield {
            "id": number + piece,
            "document": number,
            "born": born,
            "piece": piece,
            "rules": RULES_VERSION,
            "sentences": len(one.sentences),
            "passages": one.passages,
            "titles": int(one.title_vector is not None),
            "defines": int(bool(defined) and not piece),
            "size": document.size,
            "file_digest": document.file_digest.hex(),
            "digest": document.digest.hex(),
            **_filtered_by(one),
            "about": "" if piece else json.dumps(about, ensure_ascii=False),
            "labels": "" if piece else _labels(one),
            "definitions": "" if piece else defined,
            "text": text,
            "vector": nothing if piece else title,
        }


def _filtered_by(one: Outgoing) -> Row:
    """Return the fields, of every row of a document, that filters are held against."""
    tags = dict.fromkeys(tag.casefold()[:TAG_CHARACTERS] for tag in texts_of(one.document.tags))
    return {"source": one.document.source, "date": one.document.date or "", "tags": list(tags)[:_MOST_TAGS]}


def _pieces(text: str) -> Iterator[str]:
    """Yield a text in pieces, at least one, each of at most PIECE_BYTES in UTF-8."""
    for start in range(0, max(len(text), 1), PIECE_CHARACTERS):
        yield text[start : start + PIECE_CHARACTERS]


def _labels(one: Outgoing) -> str:
    """Return what a document is labeled with, as the catalog's own search for labels joins it."""
    document = one.document
    parts = (document.source, document.title, document.date, document.tags, document.classification)
    return " ".join(part or "" for part in parts).lower()[:PIECE_CHARACTERS]


def _defined(one: Outgoing) -> str:
    """Return the abbreviations that a document defines, a JSON list of pairs; as many as there is room for."""
    found: dict[tuple[str, str], None] = {}
    for sentence in one.sentences:
        for definition in definitions_in(sentence.reading):
            found.setdefault((definition.short, definition.long))
    pairs = list(found)
    while len(text := json.dumps(pairs, ensure_ascii=False).encode()) > PIECE_BYTES:
        pairs = pairs[: len(pairs) // 2]
    return text.decode() if pairs else ""


def _passages(one: Outgoing, number: int, born: int, *, half: bool) -> Iterator[Row]:
    for passage, grouped in groupby(one.sentences, key=lambda sentence: sentence.passage):
        members = list(grouped)
        above = context(one.document.title, members[0].heading)
        text = above + " ".join(member.reading for member in members)
        yield {
            "id": text_id(number, passage),
            "document": number,
            "born": born,
            "first": members[0].ordinal,
            "last": members[-1].ordinal,
            **_filtered_by(one),
            "vector": sent(_mean(members), half=half),
            "passage": written(terms_of(text)),
            "spelled": written(spellings_of(text)),
        }


def _mean(members: Sequence[SourceSentence]) -> np.ndarray[tuple[int], np.dtype[np.float32]]:
    """Return a passage's vector, as `index.derive` makes it: the normalized mean of its sentences'."""
    total = np.sum([vector_of(member.vector) for member in members], axis=0, dtype=np.float32)
    return np.asarray(total / max(float(np.linalg.norm(total)), float(np.finfo(np.float32).tiny)), np.float32)


def _sentences(one: Outgoing, number: int, born: int, *, half: bool) -> Iterator[Row]:
    document = one.document
    before = ""
    for each in one.sentences:
        heading = json.loads(each.heading)
        yield {
            "id": text_id(number, each.ordinal),
            "document": number,
            "passage": text_id(number, each.passage),
            "born": born,
            "ordinal": each.ordinal,
            "start": each.start,
            "end": each.end,
            "line": NONE if each.line is None else each.line,
            "page": NONE if each.page is None else each.page,
            "introducer": text_id(number, each.ordinal - 1) if asks(before) else 0,
            "kind": each.kind,
            "digest": document.digest.hex(),
            "words": each.digest.hex(),
            "text": document.text[each.start : each.end],
            "reading": each.reading,
            "heading": json.dumps(heading, ensure_ascii=False),
            "title": document.title or "",
            "marking": document.classification or "",
            **_filtered_by(one),
            "vector": sent(vector_of(each.vector), half=half),
            "sentence": written(terms_of(each.reading)),
            "titled": written(terms_of(f"{context(document.title, each.heading)}{each.reading}")),
        }
        before = each.reading
