"""Dates and times of day inside a sentence, as far as each says, and whether two can be the same."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields, replace

from index.statements.closed_classes import listed

_MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
           "november", "december")  # fmt: skip
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)(?:uary|ruary|ch|il|e|y|ust|t|tember|ober|ember)?\b\.?"
_YEAR = r"(?:1[5-9]|20)\d\d"
_PART = r"(?:[Ee]arly|[Mm]id|[Ll]ate)"
_SEASONS = ("spring", "summer", "autumn", "winter")
_SEASON = rf"(?:{'|'.join(_SEASONS)})"
MOMENT = rf"""
  (?P<iso>{_YEAR}-\d\d-\d\d)
| (?P<clock>\d{{1,2}}(?:[.:]\d\d)?\ ?[ap](?:\.m\b\.?|m\b)|\d{{1,2}}:\d\d\b|noon\b|midnight\b)
| (?P<day>\d{{1,2}}(?:st|nd|rd|th)?\ (?:of\ )?{_MONTH}(?:,?\ {_YEAR}\b)?)
| (?P<month>(?:{_PART}[ -](?:in\ )?)?{_MONTH}(?:\ \d{{1,2}}\b(?!\.\d|,\d{{3}}))?(?:,?\ (?:of\ )?{_YEAR}\b)?)
| (?P<season>(?:{_PART}[ -])?{_SEASON}(?:\ (?:of\ )?{_YEAR}\b)?)
| (?P<weekday>(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)days?\b)
| (?P<relative>(?:this|next|last|that|each|every)\ (?:year|month|week|quarter|{_SEASON})\b
    |(?:today|tomorrow|yesterday)\b)
| (?P<year>{_YEAR}(?:/\d\d(?:\d\d)?)?\b(?![,.]\d|\ ?%|\ (?:per|million|billion)|\ [a-z]+s\b))
"""
"""A verbose pattern of the forms that are read, each a named group; letter case tells May from may."""
MOMENT_STARTS = frozenset(
    (*_MONTHS, *(name[:3] for name in _MONTHS), "sept", *_SEASONS, *listed("early mid late noon midnight"),
     *(f"{day}day{s}" for day in ("mon", "tues", "wednes", "thurs", "fri", "satur", "sun") for s in ("", "s")),
     *listed("this next last that each every today tomorrow yesterday"))
)  # fmt: skip
"""The words, in lower case, that a moment can begin with."""
_AMBIGUOUS = frozenset({"may", "march", "mar", *_SEASONS})
_BEFORE_MONTHS = listed("in by until since before after from of last next during")


def is_moment(form: str, words: str, before: str) -> bool:
    """Return whether `words`, which matched the group `form` of MOMENT, are a moment behind the word `before`.

    A bare word that may be another one ("May I?", "the spring") needs a preposition in front of it.
    """
    return form not in {"month", "season"} or words.lower() not in _AMBIGUOUS or before in _BEFORE_MONTHS


@dataclass(frozen=True, slots=True)
class Moment:
    """A date or a time of day, None where nothing is said.

    Attributes:
        year: the year.
        month: 1 to 12.
        day: 1 to 31.
        weekday: the first three letters of its name.
        minute: minutes since midnight.
        season: "spring" and so on.
        part: "early", "mid" or "late" of the month, season or year.
        relative: a time told from that of writing ("next year").
        word: the preposition that bounds it ("by", "before", "until", "since", "from", "after"), or "".
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: str | None = None
    minute: int | None = None
    season: str | None = None
    part: str | None = None
    relative: str | None = None
    word: str = ""

    def differs(self, other: Moment) -> bool:
        """Return whether the two cannot be one: what both say of year, month, day or hour is not the same.

        A month is no other than a day in it, and "by" a day is comparable with "by" another only. A weekday counts
        only where no day of the month is known on either side.
        """
        if self.word != other.word:
            return False
        names = ["year", "season", "month", "relative"]
        names += ["day"] if self.day and other.day else [] if self.day or other.day else ["weekday", "part"]
        names += ["minute"]
        pairs = [(getattr(self, name), getattr(other, name)) for name in names]
        return any(one != two for one, two in pairs if one is not None and two is not None)

    def comparable(self, other: Moment) -> bool:
        """Return whether both say something of one thing, so that they could differ."""
        return self.word == other.word and any(
            getattr(self, name) is not None and getattr(other, name) is not None for name in _SAID
        )

    def joined(self, other: Moment) -> Moment | None:
        """Return the moment that two parts of one phrase make ("at 11 a.m. on Friday"), None where they clash."""
        both = {name: (getattr(self, name), getattr(other, name)) for name in _SAID}
        if any(one is not None and two is not None for one, two in both.values()):
            return None
        return replace(self, **{name: two for name, (one, two) in both.items() if one is None})


_SAID = tuple(field.name for field in fields(Moment) if field.name != "word")


def read_moment(form: str, words: str, word: str = "") -> Moment:
    """Return what `words` say, which matched the group `form` of MOMENT, after the preposition `word`."""
    lower = words.lower()
    year = re.search(_YEAR, words) if form != "clock" else None
    month = re.search(_MONTH, words)
    day = re.search(r"\b(\d{1,2})(?:st|nd|rd|th)?\b", words) if form in {"day", "month"} else None
    season = re.search(_SEASON, words)
    part = re.match("early|mid|late", lower)
    return Moment(
        year=int(year[0]) if year else None,
        month=int(words[5:7]) if form == "iso" else _NUMBERS[month[0][:3].lower()] if month else None,
        day=int(words[8:]) if form == "iso" else int(day[1]) if day else None,
        weekday=lower[:3] if form == "weekday" else None,
        minute=_minute(lower) if form == "clock" else None,
        season=season[0] if season and form == "season" else None,
        part=part[0] if part and form in {"month", "season"} else None,
        relative=lower if form == "relative" else None,
        word=word,
    )


_NUMBERS = {name[:3]: number for number, name in enumerate(_MONTHS, 1)}


def _minute(words: str) -> int:
    if words in {"noon", "midnight"}:
        return 720 if words == "noon" else 0
    hour, *minutes = (int(number) for number in re.findall(r"\d+", words))
    if "m" in words:
        hour = hour % 12 + (12 if "p" in words else 0)
    return 60 * hour + sum(minutes)
