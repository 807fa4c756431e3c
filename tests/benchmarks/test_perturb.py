"""Each kind of perturbation writes a question otherwise, and means the same."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.perturb import kinds, lower_case, no_question_mark, one_of, other_names, other_numbers, other_spelling
from benchmarks.perturb import other_dates as _other_dates
from index.dates import parse_date
from index.definitions import Definition

MFAT = Definition("MFAT", "Ministry of Foreign Affairs and Trade")


def chance(seed: int = 0) -> np.random.Generator:
    """Return a generator that draws the same at every run."""
    return np.random.default_rng(seed)


@pytest.mark.parametrize(
    ("question", "changed"),
    [
        ("Who organizes the Defense Program?", "Who organises the Defence Programme?"),
        ("which colours does the theatre organise", "which colors does the theater organize"),
        ("what size is the prize of the actor", "what size is the prize of the actor"),
    ],
)
def test_spelling_changes_sides(question: str, changed: str) -> None:
    """British words become American, American ones British, and others stay."""
    assert other_spelling(question, chance()) == changed


def test_numbers_change_between_digits_and_words() -> None:
    """Only whole small ones: no part of a date, a time, a sum or a year."""
    assert other_numbers("the 2 leaders and twenty others", chance()) == "the two leaders and 20 others"
    assert other_numbers("one at 08:30 on 2022-05-12 for 3.5 in 2020", chance()) == (
        "one at 08:30 on 2022-05-12 for 3.5 in 2020"
    )


def test_names_change_to_their_abbreviations_and_back() -> None:
    """As the notes define them."""
    rename = other_names([MFAT])
    assert rename("What did the ministry of foreign affairs and trade say?", chance()) == "What did the MFAT say?"
    assert rename("What did MFAT say?", chance()) == "What did Ministry of Foreign Affairs and Trade say?"
    assert other_names([])("What did MFAT say?", chance()) == "What did MFAT say?"


@given(st.dates(min_value=dt.date(1000, 1, 1)), st.integers(0, 99))
def test_a_date_is_the_same_date_in_another_style(date: dt.date, seed: int) -> None:
    """Whatever the style, it is read as the day it was, or could be read in two ways."""
    written = f"{date:%Y-%m-%d}"
    changed = _other_dates(f"what happened on {written}?", chance(seed)).removeprefix("what happened on ").rstrip("?")
    assert changed != written
    assert parse_date(changed) in {parse_date(written), None}


@given(st.text(max_size=60), st.integers(0, 9))
def test_a_seed_gives_the_same_again(question: str, seed: int) -> None:
    """A run can be repeated, whatever is asked."""
    for perturb in kinds([MFAT]).values():
        assert perturb(question, chance(seed)) == perturb(question, chance(seed))


def test_one_kind_is_drawn_from_those_that_change_something() -> None:
    """Where none does, the question stays."""
    assert one_of([lower_case, no_question_mark])("who came?", chance()) == "who came"
    assert one_of([lower_case, no_question_mark])("who came", chance()) == "who came"
