"""The ids of a shared index: made by several writers at once, and ascending in the order of its documents.

A document's id is its generation and its place among the documents that the generation brought; behind them 20 bits are
left for the places of its sentences and of its passages. So neighbors are found by counting, and no id is given twice,
since no generation is (`index.milvus.ledger`).
"""

from __future__ import annotations

from index.errors import StoreError

_BITS = 20
MOST = (1 << _BITS) - 2
"""Sentences of one document, and documents of one generation."""
MOST_GENERATIONS = 1 << 22


def document_id(generation: int, place: int) -> int:
    """Return the id of a document.

    Args:
        generation: which brings it, from 1.
        place: its place among the generation's documents, from 0.

    Raises:
        StoreError: there are more than the ids have room for.
    """
    if generation > MOST_GENERATIONS or place > MOST:
        raise StoreError(
            f"the shared index is at generation {generation:,}, document {place:,}, and has no ids left",
            "copy it into another collection with `briefbot store copy`",
        )
    return ((generation << _BITS) | place) << _BITS


def text_id(document: int, ordinal: int) -> int:
    """Return the id of a document's sentence, or of its passage, of this ordinal, from 0."""
    return document + ordinal + 1


def document_of(number: int) -> int:
    """Return the id of the document that a sentence or passage is of, or that it is itself."""
    return number >> _BITS << _BITS


def ordinal_of(number: int) -> int:
    """Return the ordinal of a sentence or passage in its document."""
    return number - document_of(number) - 1
