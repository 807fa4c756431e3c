"""Markings have an order, whatever their letter case and punctuation, and what is not known is the highest."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.classifications import BY_DEFAULT, MARKINGS, Classifications
from index.errors import SettingsError


@pytest.mark.parametrize(
    "written", ["IN-CONFIDENCE", "In Confidence", "in_confidence", " in -\tCONFIDENCE ", "“In-Confidence”"]
)
def test_a_marking_is_the_same_however_it_is_written(written: str) -> None:
    """Letter case, spaces, hyphens, underscores and other punctuation say nothing."""
    assert BY_DEFAULT.level(written) == MARKINGS.index("IN-CONFIDENCE")
    assert BY_DEFAULT.named(written) == "IN-CONFIDENCE"
    assert BY_DEFAULT.ceiling(written) == MARKINGS.index("IN-CONFIDENCE")


@pytest.mark.parametrize("marking", ["EYES ONLY", "SECRET//NOFORN", "SECRT", "", "秘", "TOP SECRETS"])
def test_an_unknown_marking_counts_as_the_highest(marking: str) -> None:
    """Nobody is shown what may be marked higher than they know."""
    assert BY_DEFAULT.level(marking) == BY_DEFAULT.highest == len(MARKINGS) - 1


@given(st.text(max_size=20))
def test_no_text_is_above_the_highest_or_below_the_lowest(marking: str) -> None:
    """Every text has a level of the list."""
    assert 0 <= BY_DEFAULT.level(marking) <= BY_DEFAULT.highest


def test_the_markings_of_one_country_are_in_its_order() -> None:
    """Those of New Zealand, the United Kingdom and Australia, lowest first."""
    for country in (
        ("UNCLASSIFIED", "IN-CONFIDENCE", "SENSITIVE", "RESTRICTED", "CONFIDENTIAL", "SECRET", "TOP SECRET"),
        ("OFFICIAL", "OFFICIAL-SENSITIVE", "SECRET", "TOP SECRET"),
        ("OFFICIAL", "OFFICIAL: Sensitive", "PROTECTED", "SECRET", "TOP SECRET"),
    ):
        levels = [BY_DEFAULT.find(marking) for marking in country]
        assert None not in levels
        assert levels == sorted(set(levels))


def test_what_is_not_marked_is_the_lowest_unless_the_settings_say_otherwise() -> None:
    """The marking for it may be written in any way."""
    assert BY_DEFAULT.of_unmarked == 0
    assert Classifications(("low", "middle", "high"), "MIDDLE").of_unmarked == 1


@pytest.mark.parametrize(
    ("markings", "unmarked", "message"),
    [
        ((), None, "a classification is empty; list the markings"),
        (("low", "-"), None, "a classification is empty; list the markings"),
        (("top secret", "low", "TOP-SECRET"), None, "'TOP-SECRET' is listed twice"),
        (("low", "high"), "hgh", "there is no classification 'hgh'; the nearest is 'high'"),
    ],
)
def test_a_list_that_is_none_is_refused(markings: tuple[str, ...], unmarked: str | None, message: str) -> None:
    """What is wrong is named."""
    with pytest.raises(SettingsError, match=message):
        Classifications(markings, unmarked)


@pytest.mark.parametrize(
    ("ceiling", "nearest"), [("SECRT", "SECRET"), ("", "UNCLASSIFIED"), ("restrict", "RESTRICTED")]
)
def test_a_ceiling_that_is_no_marking_names_the_nearest(ceiling: str, nearest: str) -> None:
    """A ceiling is never guessed: an empty one is none either."""
    with pytest.raises(SettingsError, match=f"there is no classification '{ceiling}'; the nearest is '{nearest}'"):
        BY_DEFAULT.ceiling(ceiling)
