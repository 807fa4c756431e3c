"""The words of a question by kind, and the noun phrases among them: by form, without a language model."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import Enum, auto
from itertools import pairwise
from typing import TYPE_CHECKING

from index.follow_up import function_words as words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_TOKEN = re.compile(
    r"\w+(?=n['’]t\b)|n['’]t\b|['’](?:s|re|ll|d|ve|m)\b"
    r"|[$€£]?\w(?:\w|(?![’'](?:s|re|ll|d|ve|m)\b)[./,&\-’'](?=\w))*(?:(?<=\bMr)\.|(?<=\b[DMS][rst])\.|(?<=\bMrs)\.)?"
)

_ONE_WORD_BETWEEN = 2


class Kind(Enum):
    """What a word does in a question; OPEN is a noun or an adjective, and whatever else is not known."""

    QUESTION = auto()
    AUXILIARY = auto()
    DETERMINER = auto()
    PREPOSITION = auto()
    CONJUNCTION = auto()
    PRONOUN = auto()
    ADVERB = auto()
    VERB = auto()
    GENITIVE = auto()
    OPEN = auto()


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a question.

    Attributes:
        text: as it stands.
        lower: in lower case, apostrophes straight.
        start: where it begins, in code points.
        end: where it ends, excluded.
        kind: what it does.
    """

    text: str
    lower: str
    start: int
    end: int
    kind: Kind

    @property
    def capitalized(self) -> bool:
        """Whether it begins with a capital letter or is a code (`RESTRICTED`, `C`)."""
        return self.text[:1].isupper()


@dataclass(frozen=True, slots=True)
class Phrase:
    """A run of words that names something.

    Attributes:
        first: number of its first word.
        last: number of its last word, included.
        text: its words as they stand in the question.
        asked: whether it is what the question word asks about (`how many bridges`).
    """

    first: int
    last: int
    text: str
    asked: bool


@dataclass(frozen=True, slots=True)
class Parsed:
    """A question, its words and its noun phrases.

    Attributes:
        text: the question.
        words: its words, in order.
        phrases: its noun phrases, in order, none inside another.
    """

    text: str
    words: tuple[Word, ...]
    phrases: tuple[Phrase, ...]

    def cut(self, first: int, last: int) -> str:
        """Return the text from word `first` to word `last`, included."""
        return self.text[self.words[first].start : self.words[last].end]


def parse(question: str) -> Parsed:
    """Return a question's words by kind, and its noun phrases."""
    shouted = question.isupper()
    tagged = _tag_verbs([_word(match, shouted) for match in _TOKEN.finditer(question)])
    found = tuple(_settle(tagged))
    bare = Parsed(question, found, ())
    return replace(bare, phrases=tuple(_phrases(bare)))


def attached(parsed: Parsed) -> tuple[Phrase, ...]:
    """Return noun phrases with what belongs to them (`the agreement with Calder`, `Kestrel and Petrel`)."""
    merged: list[Phrase] = []
    for phrase in parsed.phrases:
        before = merged[-1] if merged else None
        if before and _belongs(parsed, before, phrase):
            merged[-1] = replace(
                before, last=phrase.last, text=parsed.cut(before.first, phrase.last), asked=before.asked
            )
        else:
            merged.append(phrase)
    return tuple(_with_relative(parsed, phrase) for phrase in merged)


def _with_relative(parsed: Parsed, phrase: Phrase) -> Phrase:
    """Return a phrase with the clause that tells which one (`the panel that reviewed the response`), to the end."""
    end = phrase.last + 2
    if end >= len(parsed.words) or phrase.asked:
        return phrase
    if re.search(r"[,;:?!]", parsed.text[parsed.words[phrase.last].end : parsed.words[end].start]):
        return phrase
    tells = parsed.words[end - 1].lower in {"that", "which", "who"} and parsed.words[end].kind in {
        Kind.VERB,
        Kind.AUXILIARY,
    }
    last = len(parsed.words) - 1
    return replace(phrase, last=last, text=parsed.cut(phrase.first, last)) if tells else phrase


def _belongs(parsed: Parsed, one: Phrase, two: Phrase) -> bool:
    if two.first - one.last != _ONE_WORD_BETWEEN:
        return False
    link = parsed.words[one.last + 1].lower
    if link in {"of", "and"}:
        return True
    bare_name = parsed.words[one.first].capitalized and parsed.words[one.first].kind is Kind.OPEN and not one.asked
    return link in words.LINKS and not bare_name


def _word(match: re.Match[str], shouted: bool) -> Word:
    text = match[0]
    lower = text.lower().replace("’", "'")
    short_form = len(text) > 1 and text.isupper() and not shouted  # `US`, `IT`
    return Word(text, lower, match.start(), match.end(), Kind.OPEN if short_form else _closed_kind(lower))


_CLOSED = (
    (words.QUESTION_WORDS, Kind.QUESTION),
    (words.AUXILIARIES | words.CLITICS, Kind.AUXILIARY),
    (words.DETERMINERS, Kind.DETERMINER),
    (words.PRONOUNS, Kind.PRONOUN),
    (words.CONJUNCTIONS, Kind.CONJUNCTION),
    (words.PREPOSITIONS, Kind.PREPOSITION),
    (words.ADVERBS, Kind.ADVERB),
)


def _closed_kind(lower: str) -> Kind:
    return next((kind for members, kind in _CLOSED if lower in members), Kind.OPEN)


def _settle(found: Sequence[Word]) -> Iterator[Word]:
    """Yield words with the kinds that depend on their neighbors: genitives, and a month that is called May."""
    for place, word in enumerate(found):
        before = found[place - 1] if place else None
        after = found[place + 1] if place + 1 < len(found) else None
        if word.lower == "'s" and before and before.kind is Kind.OPEN:
            yield replace(word, kind=Kind.GENITIVE)
        elif _is_predicate(found, place):
            yield replace(word, kind=Kind.ADVERB)
        elif before and before.lower == "how" and word.kind is Kind.OPEN:
            yield replace(word, kind=Kind.ADVERB)  # `how long`, `how fast`
        elif word.text == "May" and place and (after is None or after.kind is not Kind.OPEN or after.text.isdigit()):
            yield replace(word, kind=Kind.OPEN)
        elif len(word.text) == 1 and word.text == "A" and place:
            yield replace(word, kind=Kind.OPEN)  # `Option A`
        else:
            yield word


def _is_predicate(found: Sequence[Word], place: int) -> bool:
    """Return whether a word is an adjective that is said of the subject: `is it true that`, `is the bridge open`."""
    before = found[place - 1] if place else None
    if before is None or found[place].kind is not Kind.OPEN or found[place].capitalized:
        return False
    if found[place].lower in words.EVALUATIVE and before.lower in words.BE | {"it", "that", "this"}:
        return True
    helped = any(word.lower in words.BE for word in found[:place])
    return helped and place == len(found) - 1 and found[place].lower in words.PREDICATIVE


def _tag_verbs(found: list[Word]) -> list[Word]:
    """Return words with their verbs marked, clause by clause."""
    marked = list(found)
    for place in _verb_places(found):
        marked[place] = replace(found[place], kind=Kind.VERB)
    return marked


def _verb_places(found: Sequence[Word]) -> Iterator[int]:
    for place, (one, two) in enumerate(pairwise(found)):
        if one.lower == "to" and two.lower in words.BASE_VERBS:
            yield place + 1
        relative = place and one.lower in {"that", "who", "which"} and place + 2 < len(found)
        if relative and two.kind is Kind.OPEN and (_is_past(two) or _is_present(two)):
            yield place + 1
    if len(found) > 1 and found[0].lower in words.BASE_VERBS and found[1].lower in {"me", "us", "the", "all", "a"}:
        yield 0
    for first, last in _clauses(found):
        yield from _verb_of_clause(found, first, last)


def _clauses(found: Sequence[Word]) -> Iterator[tuple[int, int]]:
    """Yield the first word of each clause and where it ends, excluded: a clause begins at a question word."""
    starts = [place for place, word in enumerate(found) if word.kind is Kind.QUESTION or word.lower in {"if", "that"}]
    edges = sorted({0, *starts, len(found)})
    yield from pairwise(edges)


def _verb_of_clause(found: Sequence[Word], first: int, last: int) -> Iterator[int]:
    helper = next((place for place in range(first, last) if found[place].kind is Kind.AUXILIARY), None)
    if helper is None:
        yield from _verb_without_helper(found, first, last)
    elif found[helper].lower in words.DO | words.MODALS | {"'ll", "'d"}:
        yield from _verb_after_do(found, helper + 1, last)
    else:
        yield from _participles(found, helper + 1, last)


def _verb_without_helper(found: Sequence[Word], first: int, last: int) -> Iterator[int]:
    """Yield the verb of `who chaired the panel`, `which contractor left it open`, `how many schools closed`."""
    if found[first].kind is not Kind.QUESTION:
        return
    asked = found[first].lower in {"who", "what"} and first + 1 < last
    if asked and first + 2 < len(found) and found[first + 1].kind is Kind.OPEN:
        yield first + 1
        return
    for place in range(first + 2, last):
        word = found[place]
        if word.kind is Kind.OPEN and (_is_past(word) or _is_present(word)):
            yield place
            return


def _verb_after_do(found: Sequence[Word], first: int, last: int) -> Iterator[int]:
    """Yield the verb of `did the new patrol boat cost`, `will chair the Forum`, `does a berth on it cost`."""
    opens = [place for place in range(first, last) if found[place].kind is Kind.OPEN]
    verbs = [place for place in opens if found[place].lower in words.BASE_VERBS and not found[place].capitalized]
    if verbs and verbs[0] == first and (len(verbs) == 1 or found[0].lower == "who"):
        yield first
        return
    runs = list(_runs(opens))
    later = [[place for place in run if place in verbs and place != first] for run in runs]
    chosen = next((run[-1] for run in later if run), None)
    if chosen is None:
        chosen = next((place for place in opens if _follows_subject(found, place, first)), None)
    if chosen is not None:
        yield chosen
    elif "be" in {word.lower for word in found[first:last]}:
        yield from _participles(found, first, last)


def _follows_subject(found: Sequence[Word], place: int, first: int) -> bool:
    before, word = found[place - 1], found[place]
    if place == first or word.capitalized:
        return False
    return before.lower in words.NOMINATIVE | {"we", "you", "i"} or (before.kind is Kind.OPEN and before.capitalized)


def _participles(found: Sequence[Word], first: int, last: int) -> Iterator[int]:
    for place in range(first, last):
        if found[place].kind is Kind.OPEN and _is_past(found[place]):
            before = found[place - 1]
            if before.kind is not Kind.DETERMINER:
                yield place


def _is_past(word: Word) -> bool:
    return not word.capitalized and (word.lower in words.PAST_FORMS or bool(re.fullmatch(r"\w{2,}ed", word.lower)))


def _is_present(word: Word) -> bool:
    bases = {word.lower, word.lower.removesuffix("s"), word.lower.removesuffix("es")}
    return not word.capitalized and bool(bases & words.BASE_VERBS)


def _runs(places: Sequence[int]) -> Iterator[list[int]]:
    run: list[int] = []
    for place in places:
        if run and place != run[-1] + 1:
            yield run
            run = []
        run.append(place)
    if run:
        yield run


def _phrases(parsed: Parsed) -> Iterator[Phrase]:
    place, total = 0, len(parsed.words)
    while place < total:
        first = place
        while place < total and parsed.words[place].kind is Kind.DETERMINER:
            place += 1
        last = _end_of_run(parsed, place)
        if last > place:
            yield Phrase(first, last - 1, parsed.cut(first, last - 1), _is_asked(parsed, first))
        place = max(last, first + 1)


def _end_of_run(parsed: Parsed, place: int) -> int:
    """Return where a run of open words ends, excluded; a comma, a colon or a full stop ends one too."""
    total = len(parsed.words)
    last = place
    while last < total and (
        parsed.words[last].kind is Kind.OPEN or (parsed.words[last].kind is Kind.GENITIVE and last > place)
    ):
        last += 1
        if last < total and re.search(r"[,;:?!]", parsed.text[parsed.words[last - 1].end : parsed.words[last].start]):
            break
    return last


def _is_asked(parsed: Parsed, first: int) -> bool:
    before = [parsed.words[place].lower for place in range(max(0, first - 2), first)]
    return bool(before) and (before[-1] in {"which", "what", "whose"} or before in (["how", "many"], ["how", "much"]))
