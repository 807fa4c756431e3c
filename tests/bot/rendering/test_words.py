"""Numbers, dates and likelihoods in words."""

from __future__ import annotations

import datetime as dt

import pytest

from bot.rendering.words import age, count, duration, likelihood, long_date, size


@pytest.mark.parametrize(
    ("confidence", "words"),
    [
        (0.0, "very unlikely, 0.00"),
        (0.1, "unlikely, 0.10"),
        (0.33, "about as likely as not, 0.33"),
        (0.66, "likely, 0.66"),
        (0.9, "very likely, 0.90"),
        (1.0, "very likely, 1.00"),
    ],
)
def test_a_probability_has_words_and_a_number(confidence: float, words: str) -> None:
    """The bounds belong to the likelier word."""
    assert likelihood(confidence) == words


def test_a_date_reads_one_way_everywhere() -> None:
    """The month is a word."""
    assert long_date(dt.date(2022, 5, 31)) == "31 May 2022"


def test_one_is_singular() -> None:
    """And thousands are parted."""
    assert (count(1, "file"), count(0, "file"), count(1204, "entry", "entries")) == (
        "1 file",
        "0 files",
        "1,204 entries",
    )


@pytest.mark.parametrize(
    ("n_bytes", "words"),
    [(812, "812 B"), (1000, "1.0 kB"), (4_200_000, "4.2 MB"), (3 * 10**9, "3.0 GB"), (5 * 10**12, "5.0 TB")],
)
def test_bytes_are_in_decimal_units(n_bytes: int, words: str) -> None:
    """As disks are sold."""
    assert size(n_bytes) == words


@pytest.mark.parametrize(("seconds", "words"), [(0.0851, "85 ms"), (4.21, "4.2 s"), (200.4, "3 min 20 s")])
def test_a_duration_has_the_unit_that_fits(seconds: float, words: str) -> None:
    """Milliseconds, seconds or minutes."""
    assert duration(seconds) == words


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0.0, "just now"),
        (59.9, "just now"),
        (60.0, "1 minute ago"),
        (3599.0, "59 minutes ago"),
        (7300.0, "2 hours ago"),
        (86_400.0, "1 day ago"),
        (2_000_000.0, "23 days ago"),
    ],
)
def test_an_age_has_one_unit(seconds: float, words: str) -> None:
    """The largest that it fills."""
    assert age(seconds) == words
