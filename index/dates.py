"""Dates as people write them at the head of a note.

Only forms that can be read in one way are read: `31/05/2022` is, `05/06/2022` is not.
"""

from __future__ import annotations

import datetime as dt
import re

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            ("jan", "january"),
            ("feb", "february"),
            ("mar", "march"),
            ("apr", "april"),
            ("may",),
            ("jun", "june"),
            ("jul", "july"),
            ("aug", "august"),
            ("sep", "sept", "september"),
            ("oct", "october"),
            ("nov", "november"),
            ("dec", "december"),
        ),
        start=1,
    )
    for name in names
}
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+)?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_MONTH = r"(?P<month>[a-z]{3,9})\.?"
_YEAR = r"(?P<year>\d{4})"
_TIME = r"(?:[t\s,]+(?:at\s+)?\d{1,2}[:.h]\d{2}.{0,20})?"
_FORMS = tuple(
    re.compile(_WEEKDAY + form + _TIME, re.IGNORECASE)
    for form in (
        rf"{_YEAR}(?P<mark>[-/.])(?P<month>\d{{1,2}})(?P=mark)(?P<day>\d{{1,2}})",
        rf"{_DAY}(?:\s+of)?[\s-]+{_MONTH},?[\s-]+{_YEAR}",
        rf"{_MONTH}\s+{_DAY},?\s+{_YEAR}",
        rf"{_DAY}\.(?P<month>\d{{1,2}})\.{_YEAR}",
    )
)
_SLASHED = re.compile(r"(\d{1,2})[/-](\d{1,2})[/-](\d{4})")
_NAME = re.compile(r"(?P<year>\d{4})(?P<mark>[-_.]?)(?P<month>\d{2})(?P=mark)(?P<day>\d{2})(?!\d)")
_LONGEST = 60
_STATED = re.compile(
    r"(?:^|[.;]\s+)(?:Issued|Prepared|Published|Released|Updated|Last updated|Revised|Drafted|(?:Final|Draft) version"
    r"|As (?:at|of))\b[^.!?]{0,80}?\b"
    r"(?P<date>\d{1,2}(?:st|nd|rd|th)? [A-Z][a-z]{2,8},? \d{4}|[A-Z][a-z]{2,8} \d{1,2},? \d{4}|\d{4}-\d\d-\d\d)\b"
)


def parse_date(words: str) -> dt.date | None:
    """Return the date that `words` are, or None where they are anything else, or could be two dates.

    Reads `2022-05-31`, `31 May 2022`, `31st of May, 2022`, `May 31, 2022`, `31.05.2022`, each with a weekday before or
    a time of day behind it, and `31/05/2022` where one number is above 12.
    """
    words = words.strip().rstrip(".")
    if len(words) > _LONGEST:
        return None
    for form in _FORMS:
        if found := form.fullmatch(words):
            return _date(found["year"], found["month"], found["day"])
    if slashed := _SLASHED.fullmatch(words):
        return _from_slashed(*slashed.groups())
    return None


def date_stated(words: str) -> dt.date | None:
    """Return the date that a line says a note is of ("Issued by the Treasury, 6 March 2023."), or None."""
    found = _STATED.search(words)
    return parse_date(found["date"]) if found else None


def date_in_name(name: str) -> dt.date | None:
    """Return the date that a file's name begins with (`2022-05-31-leaders.md`, `20220531.txt`), or None."""
    found = _NAME.match(name)
    return _date(found["year"], found["month"], found["day"]) if found else None


def _from_slashed(first: str, second: str, year: str) -> dt.date | None:
    dates = {_date(year, first, second), _date(year, second, first)} - {None}
    return dates.pop() if len(dates) == 1 else None


def _date(year: str, month: str, day: str) -> dt.date | None:
    number = int(month) if month.isdecimal() else _MONTHS.get(month.lower())
    if number is None:
        return None
    try:
        return dt.date(int(year), number, int(day))
    except ValueError:
        return None
