"""Ways in which people write one question otherwise: each takes a question and returns it perturbed, or as it is.

Every kind draws from a generator that is seeded, so that a run can be repeated.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeAlias

from index.statements.spelling import plain
from training.mistype import mistype

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    import numpy as np

    from index.definitions import Definition

Perturbation: TypeAlias = "Callable[[str, np.random.Generator], str]"

_BRITISH_OUR = (
    "arbor color endeavor favor flavor glamor harbor honor humor labor neighbor odor parlor rigor rumor savor \
splendor tumor vapor vigor behavior armor ardor candor clamor fervor valor"
)
_BRITISH_RE = "center theater fiber liter meter caliber somber luster saber"
_BRITISH_ENCE = "defense offense license pretense"
_OTHERS = {"program": "programme", "catalog": "catalogue", "dialog": "dialogue", "gray": "grey"}
_BRITISH = {
    **{word: f"{word[:-2]}our" for word in _BRITISH_OUR.split()},
    **{word: f"{word[:-2]}re" for word in _BRITISH_RE.split()},
    **{word: f"{word[:-2]}ce" for word in _BRITISH_ENCE.split()},
    **_OTHERS,
}
_IZE = re.compile(r"(?<=[a-z]{4})([iy])z(?=(?:e|es|ed|ing|er|ers|ation|ations)$)")
_ENDINGS = ("s", "ed", "ing", "al", "able", "")
_WORD = re.compile(r"[A-Za-z]+")

_UNITS = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen \
seventeen eighteen nineteen"
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_WRITTEN = dict(enumerate(_UNITS.split())) | {10 * tens: word for tens, word in enumerate(_TENS.split(), 2)}
_IN_DIGITS = {word: str(number) for number, word in _WRITTEN.items() if number > 1}

_NAMES = "January February March April May June July August September October November December"
_MONTHS = _NAMES.split()
_MONTH = f"(?P<month>{'|'.join(_MONTHS)})"
_DATES = (
    re.compile(rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? {_MONTH}(?:,? (?P<year>\d{{4}}))?\b"),
    re.compile(rf"\b{_MONTH} (?P<day>\d{{1,2}})(?:st|nd|rd|th)?\b(?!\d)(?:,? (?P<year>\d{{4}}))?\b"),
    re.compile(r"\b(?P<year>\d{4})-(?P<number>\d\d)-(?P<day>\d\d)\b"),
)
_MONTH_AND_YEAR = re.compile(rf"\b{_MONTH},? (?P<year>\d{{4}})\b")


def one_slip(question: str, chance: np.random.Generator) -> str:
    """Return the question with one slip of the thumb in a longer word."""
    return mistype(question, chance)


def two_slips(question: str, chance: np.random.Generator) -> str:
    """Return the question with two slips of the thumb, which may be in one word."""
    return mistype(mistype(question, chance), chance)


def lower_case(question: str, chance: np.random.Generator) -> str:  # noqa: ARG001 - a perturbation's signature
    """Return the question in lower case."""
    return question.lower()


def no_question_mark(question: str, chance: np.random.Generator) -> str:  # noqa: ARG001 - a perturbation's signature
    """Return the question without the mark at its end."""
    return question.rstrip(" ?")


def other_spelling(question: str, chance: np.random.Generator) -> str:  # noqa: ARG001 - a perturbation's signature
    """Return the question with British words in American spelling and American ones in British."""
    return _WORD.sub(lambda found: _like(found[0], _respell(found[0].lower())), question)


def other_numbers(question: str, chance: np.random.Generator) -> str:  # noqa: ARG001 - a perturbation's signature
    """Return the question with numbers from 2 to 20, and tens, in digits where they were words and the other way."""
    return re.sub(r"(?<![\d.,/:-])\b(?:\d{1,2}|[A-Za-z]+)\b(?![.,/:-]?\d)", _other_number, question)


def other_dates(question: str, chance: np.random.Generator) -> str:
    """Return the question with its dates in another style, drawn by chance."""

    def restyle(found: re.Match[str]) -> str:
        parts = found.groupdict()
        named = parts.get("month") or _MONTHS[int(parts["number"]) - 1]
        styles = [style for style in _styles(int(parts["day"]), named, parts["year"]) if style != found[0]]
        return styles[int(chance.integers(len(styles)))]

    for form in _DATES:
        changed = form.sub(restyle, question)
        if changed != question:
            return changed
    return _MONTH_AND_YEAR.sub(lambda found: f"{found['month'][:3]} {found['year']}", question)


def other_names(definitions: Sequence[Definition]) -> Perturbation:
    """Return what writes a name's abbreviation for it, or the name for its abbreviation, as notes define them."""
    to_short = {one.long.casefold(): one.short for one in definitions}
    to_long = {one.short.casefold(): one.long for one in definitions}
    if not definitions:
        return lambda question, _: question
    longest_first = sorted(to_short, key=len, reverse=True)
    long = re.compile(rf"\b(?:{'|'.join(map(re.escape, longest_first))})\b", re.IGNORECASE)
    short = re.compile(rf"\b(?:{'|'.join(re.escape(one.short) for one in definitions)})\b")

    def rename(question: str, _: np.random.Generator) -> str:
        shortened = long.sub(lambda found: to_short[found[0].casefold()], question)
        if shortened != question:
            return shortened
        return short.sub(lambda found: to_long[found[0].casefold()], question)

    return rename


def kinds(definitions: Sequence[Definition]) -> Mapping[str, Perturbation]:
    """Return every kind of perturbation by its name; `definitions` are the abbreviations that the notes define."""
    return {
        "one slip": one_slip,
        "two slips": two_slips,
        "lower case": lower_case,
        "no question mark": no_question_mark,
        "other spelling": other_spelling,
        "abbreviation or name": other_names(definitions),
        "number": other_numbers,
        "date": other_dates,
    }


def one_of(perturbations: Sequence[Perturbation]) -> Perturbation:
    """Return what perturbs a question in one way, drawn by chance from those that change it."""

    def perturb(question: str, chance: np.random.Generator) -> str:
        changed = [new for one in perturbations if (new := one(question, chance)) != question]
        return changed[int(chance.integers(len(changed)))] if changed else question

    return perturb


def all_of(perturbations: Sequence[Perturbation]) -> Perturbation:
    """Return what perturbs a question in every one of these ways, in order."""

    def perturb(question: str, chance: np.random.Generator) -> str:
        for one in perturbations:
            question = one(question, chance)
        return question

    return perturb


def _respell(word: str) -> str:
    american = plain(word)
    if american != word:
        return american
    for ending in _ENDINGS:
        stem = word.removesuffix(ending)
        if stem in _BRITISH and (stem != word or not ending):
            return _BRITISH[stem] + ending
    return _IZE.sub(r"\1s", word)


def _like(model: str, word: str) -> str:
    return word if model.islower() else word.upper() if model.isupper() and len(model) > 1 else word.capitalize()


def _other_number(found: re.Match[str]) -> str:
    word = found[0]
    if word.isdigit():
        return _WRITTEN.get(int(word), word) if int(word) > 1 else word
    return _IN_DIGITS.get(word.lower(), word)


def _styles(day: int, month: str, year: str | None) -> list[str]:
    end = {1: "st", 2: "nd", 3: "rd"}.get(day % 10 if day not in (11, 12, 13) else 0, "th")
    styles = [f"{day} {month}", f"{month} {day}", f"{day}{end} {month}", f"{day} {month[:3]}"]
    if year is None:
        return styles
    number = _MONTHS.index(month) + 1
    dated = [
        f"{day} {month} {year}",
        f"{month} {day}, {year}",
        f"{day}{end} of {month} {year}",
        f"{day} {month[:3]} {year}",
    ]
    return [*dated, f"{year}-{number:02d}-{day:02d}", f"{day:02d}/{number:02d}/{year}"]
