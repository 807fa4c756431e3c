"""Whether two sentences are one, but for how it is written.

Left aside are letter case, punctuation, white space, accents, a number or a general label in front, and British or
American spelling. All that carries meaning must be alike, word for word and in order.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from index.statements.amounts import SIGNS
from index.statements.closed_classes import carries_little
from index.statements.spelling import plain

# What people put before a sentence that says nothing of it. A name before a colon says whom it is about, and stays.
_LABEL = re.compile(
    r"""\W*(?:
      (?:(?:key|main|important)\s)?(?:note|notes|point|points|message|update|summary|background|important|reminder|fact
        |agreed|decision|decided|action|recommendation|outcome|answer|line|comment|correction|n\.?b|q|a)
      (?:\s\d+)?\s*[:\u2013\u2014]\s
    | (?:\d{1,2}(?:\.\d{1,2})*[.)]|\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})\))\s+(?=\D)
    )""",
    re.VERBOSE | re.IGNORECASE,
)
_TOKEN = re.compile(
    r"[-\u2212](?=[$\u00a3\u20ac\d])|[$\u00a3\u20ac\u00a5%&+]|\d+(?:[.,:/]\d+)*|(?:[^\W\d_]\.){2,}|[^\W\d_]+(?:['\u2019][^\W\d_]+)*"
)
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_COUNTRIES = frozenset({"us", "uk", "eu", "un", "uae"})


@lru_cache(maxsize=512)
def wording(reading: str) -> tuple[str, ...]:
    """Return what a sentence says, as one form for all ways of writing it: two near duplicates have the same."""
    words = unicodedata.normalize("NFKC", reading)
    words = _THOUSANDS.sub("", words[label.end() :] if (label := _LABEL.match(words)) else words)
    folded = re.sub(r"\bper\s+cent\b", "percent", words, flags=re.IGNORECASE)
    shouted = folded.isupper()
    return tuple(_one_form(found[0], shouted) for found in _TOKEN.finditer(folded))


@lru_cache(maxsize=512)
def gist(reading: str) -> frozenset[str]:
    """Return the words and signs of units in a sentence that carry meaning, in the one form."""
    return frozenset(word for word in wording(reading) if (len(word) > 1 and not carries_little(word)) or word in SIGNS)


def _one_form(token: str, shouted: bool) -> str:
    """Return a token in the one form; a capital tells the U.S. from us, unless all is in capitals."""
    if token[-1].isdigit():
        return token
    form = plain(token)
    return form.upper() if form in _COUNTRIES and token.isupper() and not shouted else form
