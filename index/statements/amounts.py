"""Numbers inside a sentence with what they count, and whether two can be the same."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

_ONES = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
         "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen")  # fmt: skip
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_VALUES = {word: value for value, word in enumerate(_ONES)} | {word: 10 * value for value, word in enumerate(_TENS, 2)}
_SCALES = {"hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "dozen": 12.0,
           "k": 1e3, "m": 1e6, "bn": 1e9}  # fmt: skip
_PARTS = {"half": 50.0, "a third": 100 / 3, "one third": 100 / 3, "two thirds": 200 / 3, "a quarter": 25.0,
          "one quarter": 25.0, "three quarters": 75.0, "a fifth": 20.0, "one fifth": 20.0}  # fmt: skip
CURRENCIES = "$£€¥"
SIGNS = frozenset((*CURRENCIES, "%"))
"""Units that are written as a sign; a number without one never stands for the same."""
_SCALE_WORDS = ("hundred", "thousand", "million", "billion", "trillion", "dozen")
_SCALE = rf"(?:{'|'.join(_SCALE_WORDS)})s?"
_WORD = "|".join(sorted((*_VALUES, *_SCALE_WORDS), key=len, reverse=True))
_DIGITS = r"\d+(?:,\d{3})*(?:\.\d+)?"
AMOUNT = rf"""
  (?P<code>\d[\w.]*(?:[/-]\w*\d\w*)+|0\d+\b(?:[ ]\d+)*|\d{{3,}}(?:[ ]\d{{3,}})+\b)
| (?P<part>(?:{"|".join(_PARTS).replace(" ", "[ ]")})(?=\ (?:of|the|its|their|all)\b))
| (?P<money>(?:(?:U\.?S\.?|A|NZ)\ ?)?[$£€¥]\ ?{_DIGITS}(?:\ ?{_SCALE}\b|(?:m|bn|k)\b)?)
| (?P<number>-?{_DIGITS}(?:\ {_SCALE}\b)?|(?:a\ (?={_SCALE}))?(?:(?:{_WORD})\b(?:[ -](?:and\ )?(?=(?:{_WORD})\b))?)+)
  (?P<share>\ ?(?:%|per\ ?cent\b|percentage\ points?\b))?(?:\ and\ a\ half\b)?
"""
"""A verbose pattern of the forms that are read, each a named group; letter case does not count."""
AMOUNT_STARTS = frozenset((*_VALUES, *_SCALE_WORDS, "half", "a", "us", "nz", "u.s."))
"""The words, in lower case, that an amount can begin with."""

_ROUND_FROM = 100
_ROUND_SHARE = 0.05
_ABOUT_SHARE = 0.10
_LEAST_DIGITS = 1e-9


@dataclass(frozen=True, slots=True)
class Amount:
    """A number and what is counted.

    Attributes:
        value: the number; money in whole units, shares in per cent.
        step: what the last digit written stands for, 0.1 for 39.6 and 100 for 1,200.
        unit: "$" or another currency, "%", or the stems of the nouns behind the number; empty where none follows.
        bound: "" for a value, "about", or the side that is open: "most" (up to 40) and "least" (more than 40).
        rate: what it is for each of ("year"), or "".
        high: the upper end of a range ("between 1 and 2"), otherwise the value.
    """

    value: float
    step: float
    unit: tuple[str, ...]
    bound: str
    rate: str
    high: float

    def comparable(self, other: Amount) -> bool:
        """Return whether both count one thing, at one rate; a number without a noun may count anything."""
        if self.rate != other.rate:
            return False
        one, two = set(self.unit), set(other.unit)
        if (one | two) & SIGNS:
            return one == two
        return one <= two or two <= one

    def differs(self, other: Amount) -> bool:
        """Return whether the two cannot be one number.

        "About" leaves a tenth, a number with zeros at its end as much as they hide, if that is less than a twentieth.
        Of two bounds of one kind the bounds are compared, of others whether they leave a number for both.
        """
        if self.bound != other.bound and {"most", "least"} & {self.bound, other.bound}:
            return _apart(self, other)
        ranged = self.high != self.value or other.high != other.value
        if ranged:
            return self.high < other.value or other.high < self.value
        return not _near(self, other)


def _near(one: Amount, other: Amount) -> bool:
    larger = max(abs(one.value), abs(other.value))
    apart = abs(one.value - other.value)
    if apart <= _LEAST_DIGITS * larger:
        return True
    if "about" in (one.bound, other.bound) and apart <= _ABOUT_SHARE * larger:
        return True
    step = max(one.step, other.step)
    hides = step if step < 1 or larger >= _ROUND_FROM else 1.0
    return one.step != other.step and apart <= hides / 2 + _LEAST_DIGITS and apart <= _ROUND_SHARE * larger


def _apart(one: Amount, other: Amount) -> bool:
    low, high = _ends(one)
    least, most = _ends(other)
    return high < least or most < low


def _ends(amount: Amount) -> tuple[float, float]:
    low = -math.inf if amount.bound == "most" else amount.value
    return low, math.inf if amount.bound == "least" else amount.high


def read_number(form: str, words: str) -> tuple[float, float]:
    """Return the value of `words`, which matched the group `form` of AMOUNT, and what its last digit stands for."""
    lower = words.lower()
    if form == "part":
        return _PARTS[lower], 1.0
    digits = re.search(r"-?\d[\d,]*(?:\.\d+)?", lower)
    if digits is None:
        return _in_words(lower)
    plain = digits[0].replace(",", "")
    scale = next((value for name, value in _SCALES.items() if re.search(rf"(?:\b|\d){name}\b", lower[digits.end() :]
                                                                        if form != "share" else "")), 1.0)  # fmt: skip
    return float(plain) * scale, _step(plain) * scale


def _step(plain: str) -> float:
    if "." in plain:
        return float(10.0 ** -len(plain.partition(".")[2]))
    return float(10.0 ** (len(plain) - len(plain.rstrip("0")))) if float(plain) else 1.0


def _in_words(lower: str) -> tuple[float, float]:
    total, group = 0.0, 0.0
    for word in re.findall("[a-z]+", lower):
        if word in _VALUES:
            group += _VALUES[word]
        elif word in _SCALES:
            group = max(group, 1.0) * _SCALES[word]
            if _SCALES[word] >= 1000:  # noqa: PLR2004 - hundreds and dozens go on in one group
                total, group = total + group, 0.0
    value = total + group + (0.5 if lower.endswith("half") else 0.0)
    return value, _step(f"{value:g}" if value < _ROUND_FROM else f"{value:.0f}")
