"""Terms as the server is given them, and back."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from index.milvus.terms import read, spellings_of, terms_of, written

WORDS = st.lists(st.text(st.characters(categories=("L", "N")), min_size=1, max_size=20))


@given(WORDS)
def test_terms_come_back_as_they_were(terms: list[str]) -> None:
    """Whatever their letters."""
    assert read(written(terms)) == terms


@given(WORDS)
def test_no_analyzer_changes_what_it_is_given(terms: list[str]) -> None:
    """One word of lower-case ASCII letters and digits for each term, and different ones for different terms."""
    words = written(terms).split(" ") if terms else []
    assert len(words) == len(terms)
    assert all(re.fullmatch(r"[a-z0-9]+", word) for word in words)
    assert len(set(words)) == len(set(terms))


def test_terms_are_the_embedded_store_s_own() -> None:
    """Cut, folded and stemmed, each as often as it stands there; spellings keep case and ending."""
    assert terms_of("The Ferries' ferry: Zürich!") == ["the", "ferri", "ferri", "zurich"]
    assert spellings_of("The Ferries' Zürich") == ["The", "Ferries", "Zurich"]
