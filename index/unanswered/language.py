"""The language of a short text: by its script, and by the words that only hold a sentence together.

Function words are the commonest of a language and short texts hold several, which is enough to tell languages apart
(Grefenstette, "Comparing Two Language Identification Schemes", JADT 1995). English questions hold foreign names and
phrases, so what stands in names ("de", "las") never decides alone, and a few foreign words among English ones do not.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

from index.follow_up.function_words import (
    ADVERBS,
    AUXILIARIES,
    CONJUNCTIONS,
    DETERMINERS,
    PREPOSITIONS,
    PRONOUNS,
    QUESTION_WORDS,
)
from index.unanswered.telling_words import ASKING, FUNCTION_WORDS, IN_NAMES, OF_LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

ENGLISH = "en"

_ENGLISH_WORDS = (QUESTION_WORDS | AUXILIARIES | DETERMINERS | PREPOSITIONS | CONJUNCTIONS | PRONOUNS | ADVERBS) - {
    "wo",
    "ca",
    "sha",
}  # what is left of won't, can't and shan't
_TELLING = {language: words - _ENGLISH_WORDS for language, words in FUNCTION_WORDS.items()}
_WORD = re.compile(r"[^\W\d_]+(?:['\u2019][^\W\d_]+)*")
_FEWEST = 2
_LEAST_SHARE = 0.25
_TIMES_ENGLISH = 2
_LATIN = "latin"
# Japanese is written in three scripts, and only there do the first two stand.
_SCRIPTS_OF = {"hiragana": "japanese", "katakana": "japanese", "cjk": "chinese", "hangul": "korean"}


def language_of(text: str) -> str | None:
    """Return the language of `text`: "en", another ISO 639-1 code, the name of a script, or None where it is unsure.

    A script that English does not use decides by itself where half of the letters or more are of it, and a question
    word in front does where there is no English word. Otherwise a language needs two different words that tell it,
    one of them in no name, a quarter of all words, and more than twice as many as there are English ones.
    """
    script = _script(text)
    if script != _LATIN:
        return script
    words = tuple(_words(text))
    english = _ENGLISH_WORDS.intersection(words)
    if not OF_LANGUAGES.intersection(words):
        asked = next((each for each, asking in ASKING.items() if words[0] in asking), None)
        if asked and len(words) > _FEWEST and not english - FUNCTION_WORDS[asked]:
            return asked
        language = _best(words, english)
        if language:
            return language
    return ENGLISH if len(english) >= _FEWEST else None


def _best(words: Sequence[str], english: frozenset[str]) -> str | None:
    language = max(_TELLING, key=lambda each: len(_TELLING[each].intersection(words)))
    telling = _TELLING[language].intersection(words)
    foreign = len(english - FUNCTION_WORDS[language])
    least = max(_FEWEST, _LEAST_SHARE * len(words), _TIMES_ENGLISH * foreign + 1)
    return language if len(telling) >= least and telling - IN_NAMES else None


def telling_words(text: str, language: str) -> tuple[str, ...]:
    """Return the different words of `text` that stand in no name and tell that it is in `language`, in order."""
    telling = _TELLING.get(language, frozenset()) - IN_NAMES
    return tuple(dict.fromkeys(word for word in _words(text) if word in telling))


def _script(text: str) -> str | None:
    """Return the language or else the name of the script of half the letters or more; None where there is no letter."""
    letters = [_script_of(c) for c in text if c.isalpha()]
    if not letters:
        return None
    foreign = [script for script in letters if script != _LATIN]
    if len(foreign) < len(letters) / 2:
        return _LATIN
    japanese = "japanese"
    return japanese if japanese in foreign else max(sorted(set(foreign)), key=foreign.count)


@lru_cache(maxsize=1024)
def _script_of(letter: str) -> str:
    """Return the script of a letter by the first word of its Unicode name; signs and letters of phonetics are Latin."""
    if letter.isascii():
        return _LATIN
    name = unicodedata.name(letter, _LATIN).partition(" ")[0].lower()
    return _SCRIPTS_OF.get(name, name) if name not in {"masculine", "feminine", "modifier", "micro"} else _LATIN


def _words(text: str) -> Iterator[str]:
    """Yield the words of `text` in lower case, accents kept; of "qu'a-t-il" also "qu'"."""
    for found in _WORD.findall(unicodedata.normalize("NFC", text)):
        word = found.casefold().replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")
        head, apostrophe, tail = word.partition("'")
        if apostrophe and len(head) <= _FEWEST:
            yield head + apostrophe
            yield tail
        else:
            yield head
