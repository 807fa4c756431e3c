"""How many texts hold each term, and how long they are: what BM25 and rarity rest on, kept by generation.

Each generation adds what it brings and takes off what leaves with it, so that the sum over the generations that a
question sees is what an index of just these documents would count.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from index.milvus.tables import NO_VECTOR, PASSAGES, SENTENCES
from index.milvus.terms import read

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from index.milvus.server import Row
    from index.milvus.tables import Table

FIELDS = {"sentence": SENTENCES, "titled": SENTENCES, "passage": PASSAGES, "spelled": PASSAGES}
"""The fields of terms, each with the collection that it is of."""
ALL = ""
"""The term that stands for all: how many texts there are, and how many terms they have together."""
_BITS = 40


@dataclass(slots=True)
class Tally:
    """What a generation changes, counted up while it is written.

    Attributes:
        texts: by field and term, by how many more texts hold it; of ALL, by how many there are more.
        tokens: by field, by how many more terms its texts have together.
    """

    texts: Counter[tuple[str, str]] = field(default_factory=Counter)
    tokens: Counter[str] = field(default_factory=Counter)

    def count(self, table: Table, rows: Sequence[Row], sign: int = 1) -> None:
        """Count rows of a collection in, or with a sign of -1 out."""
        for name, of in FIELDS.items():
            if of is table:
                for row in rows:
                    self._count(name, read(row[name]), sign)

    def _count(self, name: str, terms: Sequence[str], sign: int) -> None:
        for term in set(terms):
            self.texts[name, term] += sign
        self.texts[name, ALL] += sign
        self.tokens[name] += sign * len(terms)

    def rows(self, generation: int) -> Iterator[Row]:
        """Yield what is changed, as rows of a generation."""
        changed = sorted(key for key, count in self.texts.items() if count or (key[1] == ALL and self.tokens[key[0]]))
        for place, (name, term) in enumerate(changed):
            yield {
                "id": (generation << _BITS) | place,
                "born": generation,
                "field": name,
                "term": term,
                "texts": self.texts[name, term],
                "tokens": self.tokens[name] if term == ALL else 0,
                "vector": NO_VECTOR,
            }
