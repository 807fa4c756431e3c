"""What is found among some documents does not depend on what the others hold."""

from __future__ import annotations

import tempfile
from pathlib import Path

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from index.stores.word_writer import WordWriter
from index.stores.words import TantivyWords

WORDS = ("ferry", "late", "pier", "board", "harbor", "⒈", "naïve", "x" * 70)
TEXT = st.lists(st.sampled_from(WORDS), max_size=60).map(" ".join)
DOCUMENTS = st.lists(st.tuples(st.booleans(), st.lists(TEXT, min_size=1, max_size=8)), min_size=1, max_size=12)


def store(folder: Path, rows: list[tuple[int, int, str]]) -> TantivyWords:
    """Return a store of these texts."""
    with WordWriter(folder, ("text",)) as writer:
        writer.add((number, document, (text,)) for number, document, text in rows)
    return TantivyWords(folder, ("text",))


@settings(max_examples=60, deadline=None)
@given(DOCUMENTS, st.lists(st.sampled_from(WORDS), min_size=1, max_size=4, unique=True), st.integers(1, 12))
def test_the_others_have_no_say(documents: list[tuple[bool, list[str]]], question: list[str], limit: int) -> None:
    """Ids and scores are the same to the last bit with them and without; and those that Tantivy gives without."""
    rows = [(document, text) for document, (_, texts) in enumerate(documents, 1) for text in texts]
    numbered = [(number, document, text) for number, (document, text) in enumerate(rows, 1)]
    allowed = np.array([number for number, (is_allowed, _) in enumerate(documents, 1) if is_allowed], np.int64)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as base:  # Tantivy may still be tidying up
        places = [Path(base, name) for name in ("all", "own")]
        for place in places:
            place.mkdir()
        everything = store(places[0], numbered)
        own = store(places[1], [row for row in numbered if row[1] in allowed])
        terms = own.terms(" ".join(question))
        told = everything.search("text", terms, limit, allowed)
        again = own.search("text", terms, limit, allowed)
        assert told.ids.tolist() == again.ids.tolist()
        assert told.scores.tolist() == again.scores.tolist()
        alone = own.search("text", terms, limit, None)
        np.testing.assert_allclose(told.scores, alone.scores, rtol=1e-5)
        assert (everything.rarities("text", terms, allowed) == own.rarities("text", terms, None)).all()
