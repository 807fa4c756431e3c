"""Numbers, dates and likelihoods, as a person reads them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt

# The calibrated language of the IPCC: Mastrandrea et al., "Guidance Note for Lead Authors of the IPCC Fifth
# Assessment Report on Consistent Treatment of Uncertainties", 2010, table 1.
_LEAST = (0.90, 0.66, 0.33, 0.10)
_LIKELIHOODS = ("very likely", "likely", "about as likely as not", "unlikely", "very unlikely")
_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_KILO = 1000


def grade(confidence: float) -> int:
    """Return which of the five likelihoods a probability is, from 0, the surest."""
    return next((place for place, least in enumerate(_LEAST) if confidence >= least), len(_LEAST))


def likelihood(confidence: float) -> str:
    """Return a probability in words and as a number: `likely, 0.81`."""
    return f"{_LIKELIHOODS[grade(confidence)]}, {confidence:.2f}"


def long_date(date: dt.date) -> str:
    """Return a date that reads one way everywhere: `31 May 2022`."""
    return f"{date.day} {_MONTHS[date.month - 1]} {date.year}"


def count(number: int, one: str, many: str = "") -> str:
    """Return a number with its noun: `1 sentence`, `1,204 sentences`."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def size(n_bytes: int) -> str:
    """Return a number of bytes in decimal units: `812 B`, `4.2 MB`."""
    if n_bytes < _KILO:
        return f"{n_bytes} B"
    amount = float(n_bytes)
    for unit in ("kB", "MB", "GB"):
        amount /= _KILO
        if amount < _KILO:
            return f"{amount:.1f} {unit}"
    return f"{amount / _KILO:.1f} TB"


def duration(seconds: float) -> str:
    """Return how long something took: `85 ms`, `4.2 s`, `3 min 20 s`."""
    if seconds < 1:
        return f"{seconds * 1000:.0f} ms"
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} min {rest} s" if minutes else f"{seconds:.1f} s"


def age(seconds: float) -> str:
    """Return how long ago something was, in its largest unit: `just now`, `5 minutes ago`, `3 days ago`."""
    for unit, length in (("day", 86_400), ("hour", 3_600), ("minute", 60)):
        if seconds >= length:
            return f"{count(int(seconds // length), unit)} ago"
    return "just now"
