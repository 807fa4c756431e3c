"""Sentences that are one but for how they are written have one wording, and no others have."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TypedDict

import pytest

from index.statements.wording import wording

PAIRS = Path(__file__).resolve().parents[2] / "data" / "near_duplicates.jsonl"


class LabeledPair(TypedDict):
    """Two sentences, and whether they are one."""

    id: str
    same: bool
    first: str
    second: str


def read_pairs() -> list[LabeledPair]:
    """Return all pairs."""
    return [json.loads(line) for line in PAIRS.read_text(encoding="utf-8").splitlines()]


def test_there_are_enough_pairs_of_both_kinds() -> None:
    """At least 20 are one, and at least 20 are not."""
    pairs = read_pairs()
    assert sum(pair["same"] for pair in pairs) >= 20
    assert sum(not pair["same"] for pair in pairs) >= 20


@pytest.mark.parametrize("pair", read_pairs(), ids=lambda pair: pair["id"])
def test_wordings_are_the_same_where_sentences_are(pair: LabeledPair) -> None:
    """Case, stops, spaces, labels and spelling do not count; a number, a name, a negation and any other word do."""
    assert (wording(pair["first"]) == wording(pair["second"])) == pair["same"]


def test_a_sentence_in_capitals_says_us_and_not_the_country() -> None:
    """Elsewhere a capital tells the U.S. from us."""
    assert wording("THEY TOLD US SO.") == wording("They told us so.") != wording("They told U.S. so.")


def test_an_initial_is_no_label() -> None:
    """A letter with a stop in front belongs to a name."""
    assert wording("A. Tan will lead.") != wording("Tan will lead.")
