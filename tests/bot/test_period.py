"""The dates of a command line."""

from __future__ import annotations

import datetime as dt

import pytest

from bot.period import first_day, make_filters, read_moment
from index import Filters, QuestionError


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        ("2022-05-31", dt.date(2022, 5, 31), dt.date(2022, 5, 31)),
        ("2022-5-1", dt.date(2022, 5, 1), dt.date(2022, 5, 1)),
        ("2022-05", dt.date(2022, 5, 1), dt.date(2022, 5, 31)),
        ("2024-02", dt.date(2024, 2, 1), dt.date(2024, 2, 29)),
        (" 2022 ", dt.date(2022, 1, 1), dt.date(2022, 12, 31)),
        ("9999-12", dt.date(9999, 12, 1), dt.date(9999, 12, 31)),
    ],
)
def test_a_day_a_month_and_a_year_begin_and_end(words: str, first: dt.date, last: dt.date) -> None:
    """`--since` takes the first day, `--until` the last."""
    assert make_filters(None, words, words, None) == Filters((), first, last, ())


@pytest.mark.parametrize("words", ["yesterday", "31.05.2022", "2022-13", "2022-02-30", "0000", "", "2022-05-31x", "22"])
def test_a_bad_date_names_its_flag_and_the_form(words: str) -> None:
    """The message says which flag, what was given, and how to write it."""
    with pytest.raises(QuestionError, match=r"--since is '.*', which is no date; write it as 2022-05-31"):
        make_filters(None, words, None, None)


def test_a_last_day_before_the_first_is_refused() -> None:
    """Nothing could pass such a filter."""
    with pytest.raises(QuestionError, match="--until 2021-12-31 is before --since 2022-05-01"):
        make_filters(None, "2022-05", "2021", None)


def test_globs_and_tags_are_kept_in_order() -> None:
    """They go to the library as they were typed."""
    assert make_filters(["2022/*", "a.md"], None, None, ["trade"]) == Filters(
        ("2022/*", "a.md"), None, None, ("trade",)
    )


def test_a_period_alone_begins_with_its_first_day() -> None:
    """The flag that it was given by is named where it is no date."""
    assert first_day("--from", "2022-05") == dt.date(2022, 5, 1)
    with pytest.raises(QuestionError, match="--from is 'May'"):
        first_day("--from", "May")


@pytest.mark.parametrize(
    ("words", "moment"),
    [
        ("2022-05-31", dt.datetime(2022, 5, 31, 23, 59, 59, 999_999, dt.UTC)),
        ("2024-02", dt.datetime(2024, 2, 29, 23, 59, 59, 999_999, dt.UTC)),
        ("2022", dt.datetime(2022, 12, 31, 23, 59, 59, 999_999, dt.UTC)),
        ("2022-05-31T17:30", dt.datetime(2022, 5, 31, 17, 30, tzinfo=dt.UTC)),
        (" 2022-05-31 17:30:05+02:00 ", dt.datetime(2022, 5, 31, 15, 30, 5, tzinfo=dt.UTC)),
        ("2022-05-31T17:30:00Z", dt.datetime(2022, 5, 31, 17, 30, tzinfo=dt.UTC)),
    ],
)
def test_a_moment_is_a_time_or_the_end_of_a_period(words: str, moment: dt.datetime) -> None:
    """In UTC where nothing else is said."""
    assert read_moment("--as-of", words) == moment


@pytest.mark.parametrize("words", ["yesterday", "2022-13", "", "17:30", "0001-01-01T00:00+14:00"])
def test_what_is_no_moment_names_its_flag_and_the_form(words: str) -> None:
    """One that no clock in UTC shows is none either."""
    with pytest.raises(QuestionError, match=r"--as-of is .*write it as 2022-05-31"):
        read_moment("--as-of", words)
