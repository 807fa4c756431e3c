"""Dates are read in the forms that people write them in, and never guessed."""

from __future__ import annotations

import datetime as dt

import pytest

from index.dates import date_in_name, date_stated, parse_date

DAY = dt.date(2022, 5, 31)


@pytest.mark.parametrize(
    "words",
    [
        "2022-05-31",
        "2022/05/31",
        "2022.5.31",
        "31 May 2022",
        "31st of May, 2022",
        "31-May-2022",
        "May 31, 2022",
        "MAY 31 2022",
        "Tuesday, 31 May 2022",
        "Tues. 31 May 2022",
        "31.05.2022",
        "31/05/2022",
        "05/31/2022",
        "2022-05-31T14:30:00Z",
        "31 May 2022 at 9.30 a.m.",
        " 31 May 2022. ",
    ],
)
def test_a_date_is_read(words: str) -> None:
    """Each form that can be read in one way is."""
    assert parse_date(words) == DAY


@pytest.mark.parametrize(
    "words",
    [
        "05/06/2022",
        "31 June 2022",
        "32 May 2022",
        "31 Mai 2022",
        "2022",
        "May 2022",
        "on 31 May 2022",
        "31 May 2022 and later",
        "2022-05/31",
        "",
        "31/05/22",
        "0/0/2022",
        "31 May 2022" + " " * 60 + "x",
    ],
)
def test_what_is_no_one_date_is_not_read(words: str) -> None:
    """Ambiguous and impossible dates are None, and so is a date among other words."""
    assert parse_date(words) is None


def test_the_fifth_of_may_is_the_fifth_of_may_either_way() -> None:
    """Where both numbers are one, the order does not matter."""
    assert parse_date("05/05/2022") == dt.date(2022, 5, 5)


@pytest.mark.parametrize("name", ["2022-05-31-leaders.md", "20220531.txt", "2022_05_31.md", "2022.05.31 notes.md"])
def test_a_name_may_begin_with_a_date(name: str) -> None:
    """Any one separator does, and none."""
    assert date_in_name(name) == DAY


@pytest.mark.parametrize("name", ["leaders-2022-05-31.md", "2022-0531.md", "202205311.txt", "2022-13-31.md", "2022.md"])
def test_other_numbers_in_a_name_are_no_date(name: str) -> None:
    """Only at the start, with one kind of separator, and a day that there is."""
    assert date_in_name(name) is None


@pytest.mark.parametrize(
    "line",
    [
        "Issued by the Treasury, 31 May 2022. It replaces the guide of 3 June 2018.",
        "Issued Tuesday 31 May 2022 at 7 a.m. by the Centre",
        "For posts abroad. Prepared by the Ministry of Trade on 31 May 2022.",
        "29 May to 2 June 2022. Final version, 31 May 2022, 5 p.m.",
        "Last updated: 2022-05-31",
        "As at May 31, 2022 all is well.",
    ],
)
def test_a_line_may_state_the_date_of_the_note(line: str) -> None:
    """`Issued`, `Prepared` and the like at the start of a sentence tell which date is meant."""
    assert date_stated(line) == DAY


@pytest.mark.parametrize(
    "line",
    [
        "The report was issued on 31 May 2022.",
        "Issued today. The talks were on 31 May 2022.",
        "The talks took place on 31 May 2022.",
        "Issued on 31 June 2022",
    ],
)
def test_a_date_in_prose_is_not_the_date_of_the_note(line: str) -> None:
    """A date that something else is said of does not count."""
    assert date_stated(line) is None
