"""Which parts the next generation's stores keep, and how the documents of the others are put into parts anew.

A part holds about a hundredth of all sentences, but not too few, and never changes. Where a document of it is gone, the
others are written again without it: then no file holds its words any more, and nothing dead is ever searched or
counted. So a change costs the parts that it is in, and there are few enough to be searched one by one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Set

    from index.stores.parts import Part

LEAST_SENTENCES = 2048
"""Smaller parts cost more than they save work: writing one takes 30 ms however little it holds, each has a dictionary
of its own (70 bytes a sentence more where they are half as large), and a question goes through all of them."""
_MOST_PARTS = 100
"""Each search goes through all parts: past this it costs more than writing larger ones at a change saves."""


def part_sentences(total: int) -> int:
    """Return how many sentences a part is filled up to, where there are so many in all."""
    return max(LEAST_SENTENCES, total // _MOST_PARTS)


def kept_parts(parts: Iterable[Part], visible: Set[int], target: int) -> tuple[Part, ...]:
    """Return the parts that stay as they are: at least half full, all of their documents visible still.

    Args:
        parts: those of the generation before.
        visible: catalog ids of the documents that are visible now.
        target: what `part_sentences` returned.
    """
    return tuple(part for part in parts if part.sentences * 2 >= target and visible >= set(part.documents))


def fresh_parts(documents: Mapping[int, int], target: int) -> Iterator[tuple[int, ...]]:
    """Yield the documents of each part that is to be written, the parts as even as whole documents allow.

    Args:
        documents: catalog ids, each with how many sentences it has.
        target: what `part_sentences` returned; a part comes to between two thirds and three halves of it.
    """
    total = sum(documents.values())
    parts = max(1, round(total / target))
    group: list[int] = []
    done = yielded = 0
    for number in sorted(documents):
        group.append(number)
        done += documents[number]
        if done * parts >= total * (yielded + 1) and yielded < parts - 1:
            yield tuple(group)
            group, yielded = [], yielded + 1
    if group:
        yield tuple(group)
