"""Abbreviations that sentences define, and brackets that define none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.definitions import Definition, definitions_in, is_short_form


@pytest.mark.parametrize(
    ("reading", "short", "long"),
    [
        (
            "Talks with the Ministry of Foreign Affairs and Trade (MFAT) begin.",
            "MFAT",
            "Ministry of Foreign Affairs and Trade",
        ),
        ("MFAT (the Ministry of Foreign Affairs and Trade) leads.", "MFAT", "Ministry of Foreign Affairs and Trade"),
        ("the gross domestic product (GDP; in crowns) grew", "GDP", "gross domestic product"),
        ("a free-trade agreement (“FTA”)", "FTA", "free-trade agreement"),
        ("The Group of 20 (G20) met.", "G20", "Group of 20"),
        ("severe acute respiratory syndrome coronavirus 2 (SARS-CoV-2)", "SARS-CoV-2",
         "severe acute respiratory syndrome coronavirus 2"),
    ],
)  # fmt: skip
def test_a_definition_is_found(reading: str, short: str, long: str) -> None:
    """With the abbreviation in brackets or the words, and no word too many."""
    assert list(definitions_in(reading)) == [Definition(short, long)]


@pytest.mark.parametrize(
    "reading",
    [
        "The ferry (Tiare) sailed.",
        "It rose (see annex B) by 3 (three) per cent.",
        "the islands (NZ)",
        "the first point (i) and the second (II)",
        "in the South (SOUTH)",
        "the budget (new) and the old (OLD budget)",
        "()",
        "a bracket that does not close (MFAT",
        "the European Union (MFAT)",
    ],
)
def test_a_bracket_that_defines_nothing_is_passed_over(reading: str) -> None:
    """Names, asides, numbers and abbreviations of other words."""
    assert list(definitions_in(reading)) == []


@given(st.text("AbcDE ()-;,.1", max_size=40))
def test_what_is_found_stands_in_the_sentence(reading: str) -> None:
    """Both forms, word for word; and the short one can be an abbreviation."""
    for one in definitions_in(reading):
        assert one.short in reading
        assert one.long in reading
        assert is_short_form(one.short)
