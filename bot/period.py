"""The dates of `--since` and `--until`: a day, a month or a year."""

from __future__ import annotations

import datetime as dt
import re
from calendar import monthrange

from index import Filters, QuestionError

_FORM = re.compile(r"([0-9]{4})(?:-([0-9]{1,2}))?(?:-([0-9]{1,2}))?")


def make_filters(
    sources: list[str] | None,
    since: str | None,
    until: str | None,
    tags: list[str] | None,
    ceiling: str | None = None,
    *,
    flag: str = "--{}",
) -> Filters:
    """Return the filters that a command line or a program asks for.

    Args:
        sources: globs over sources.
        since: the first day (`2022-05-31`), or the month (`2022-05`) or year (`2022`) that begins with it.
        until: the last day, or the month or year that ends with it.
        tags: a document passes where it has one of them.
        ceiling: the highest marking that passes, or None for no ceiling.
        flag: how a message names what gave a date, `{}` in the place of its name.

    Raises:
        QuestionError: a date cannot be read, or the last day is before the first.
    """
    begins, ends = flag.format("since"), flag.format("until")
    first = None if since is None else first_day(begins, since)
    last = None if until is None else _days(ends, until)[1]
    if first is not None and last is not None and last < first:
        raise QuestionError(f"{ends} {last} is before {begins} {first}", "exchange them")
    return Filters(tuple(sources or ()), first, last, tuple(tags or ()), ceiling)


def read_moment(flag: str, words: str) -> dt.datetime:
    """Return the moment that a person wrote: a time, or the end of a day, a month or a year; UTC unless said otherwise.

    Raises:
        QuestionError: `words`, given by `flag`, are no date and no time.
    """
    if _FORM.fullmatch(words.strip()):
        return dt.datetime.combine(_days(flag, words)[1], dt.time.max, dt.UTC)
    try:
        moment = dt.datetime.fromisoformat(words.strip())
        return (moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)).astimezone(dt.UTC)
    except (ValueError, OverflowError) as error:
        what = f"{flag} is {words!r}, which is no date and no time"
        raise QuestionError(what, "write it as 2022-05-31, 2022-05 or 2022-05-31T17:30") from error


def first_day(flag: str, words: str) -> dt.date:
    """Return the day that a period begins with, which is a day, a month or a year.

    Raises:
        QuestionError: `words`, given by `flag`, are no date.
    """
    return _days(flag, words)[0]


def _days(flag: str, words: str) -> tuple[dt.date, dt.date]:
    """Return the first and last day of what a person wrote."""
    form = _FORM.fullmatch(words.strip())
    try:
        if form is not None:
            year, month, day = (None if part is None else int(part) for part in form.groups())
            return _first_and_last(year or 0, month, day)
    except ValueError:  # the form of a date, but no day of the calendar
        pass
    raise QuestionError(f"{flag} is {words!r}, which is no date", "write it as 2022-05-31, 2022-05 or 2022")


def _first_and_last(year: int, month: int | None, day: int | None) -> tuple[dt.date, dt.date]:
    if month is None:
        return dt.date(year, 1, 1), dt.date(year, 12, 31)
    if day is None:
        return dt.date(year, month, 1), dt.date(year, month, monthrange(year, month)[1])
    return dt.date(year, month, day), dt.date(year, month, day)
