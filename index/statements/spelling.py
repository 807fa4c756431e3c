"""One spelling for words that are spelled in two ways, and one stem for a word's forms."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from index.statements.closed_classes import carries_little

# The regular differences between British and American spelling (Merriam-Webster, "American vs. British Spelling").
# Each asks for enough letters before the ending to keep short words apart: "four" is not "for", "filled" not "filed".
_AMERICAN = tuple(
    (re.compile(pattern), repl)
    for pattern, repl in (
        (r"(?<=[a-z]{3})our(?=(?:s|ed|ing|able|ite|ites|ful|al|hood|less)?$)", "or"),
        (r"(?<=[a-z]{3})is(?=(?:e|es|ed|ing|er|ers|ation|ations)$)", "iz"),
        (r"(?<=[a-z]{2})ys(?=(?:e|es|ed|ing|er|ers)$)", "yz"),
        (r"(?<=[a-z][aeiou][bcdfghjklmnpqrtvwxz][aeo])ll(?=(?:ed|ing|er|ers)$)", "l"),
        (r"(?<=[a-z][aeiou][bcdfghjklmnpqrtvwxz]{2}[aeo])ll(?=(?:ed|ing|er|ers)$)", "l"),
        (r"(?<=[a-z]{2}[bt])re(?=s?$)", "er"),
        (r"(?<=[a-z]{3})enc(?=es?$)", "ens"),
        (r"(?<=[a-z]{4})ogue(?=s?$)", "og"),
        (r"(?<=program)me(?=s?$)", ""),
        (r"(?<=[a-z]{2}dg)e(?=ment)", ""),
        (r"^grey(?=s|er|est|$)", "gray"),
        (r"^per cent$", "percent"),
    )
)
_MAY_DIFFER = re.compile("our|[iy]s[eia]|ll[ei]|[bt]res?$|enc|ogue|mme|dge|grey|^per ")
_MANY = 3
_SHORT = 4
_LONG = 6


@lru_cache(maxsize=8192)
def plain(word: str) -> str:
    """Return a word in lower case, without accents and full stops, in American spelling."""
    folded = word.casefold().replace(".", "")
    if not folded.isascii():
        folded = "".join(c for c in unicodedata.normalize("NFKD", folded) if not unicodedata.combining(c))
        folded = folded.replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")
    if _MAY_DIFFER.search(folded):
        for pattern, replacement in _AMERICAN:
            folded = pattern.sub(replacement, folded)
    return folded


_LETTERS = re.compile(r"[^\W\d_]{2,}")


@lru_cache(maxsize=256)
def stems(text: str) -> frozenset[str]:
    """Return the stems of the words of `text` that have two letters or more, those that carry little left out."""
    return frozenset(stem(word) for word in _LETTERS.findall(text) if not carries_little(plain(word)))


@lru_cache(maxsize=8192)
def stem(word: str) -> str:
    """Return what the forms of a word share: plain, without possessive and the endings -s, -ed, -ing and -e.

    A long word also loses -ment and -y, which make nouns of verbs.

    The plural's rule is that of Harman ("How Effective Is Suffixing?", 1991, table 1).
    """
    word = plain(word).removesuffix("'s").removesuffix("'")
    if word.endswith("ies") and len(word) > _SHORT:
        word = word[:-3] + "y"
    elif word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) > _MANY:
        word = word[:-1]
    for ending in ("ing", "ed"):
        rest = word.removesuffix(ending)
        if rest != word and len(rest) >= _MANY and re.search("[aeiouy]", rest):
            word = rest[:-1] if rest[-1] == rest[-2] and rest[-1] not in "ls" else rest
            break
    if len(word) > _LONG:
        word = word.removesuffix("ment").removesuffix("y")
    return word[:-1] if word.endswith("e") and len(word) > _SHORT else word
