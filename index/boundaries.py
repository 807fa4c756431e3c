"""Where sentences end in running prose: sentencex, and repairs of what it gets wrong in briefings and reports.

sentencex (by Wikimedia) knows the abbreviations of many languages. The repairs here are general rules of English
writing: none was made for one collection of texts.
"""

from __future__ import annotations

import re
from itertools import pairwise

import sentencex

from index.abbreviations import REFERENCES, TITLES
from index.lines import trimmed

LONGEST_UNDOUBTED = 240
"""In characters. A longer sentence is looked at twice: one that quotes several is cut inside its quotation marks."""
LONGEST_WINDOW = 4096
"""In characters: how much sentencex is given at once, since its time grows with the square of some texts' length."""

_PLAINLY_ONE = re.compile(r"[\w\s,;-]*[.!?]?\s*")
_APOSTROPHE = re.compile(r"(?<=\w)['\u2019](?=\w)")
_BRACKETED = re.compile(r"\(([^()]{1,300})\)|\[(?=[^\[\]]*[.!?])([^\[\]]{1,300})\]")
_WHOLE_SENTENCE = re.compile(r"[A-Z]\S*(?:\s+\S+)+[.!?]")
_DISTRACTION = re.compile(r"[\"'\u2018\u2019“”„«»]|(?<!\S)\(?\w{1,3}\)(?=\s)")
_CLOSING = re.compile(r"[\s.)\]}\"”\u2019'»]*(?<=[)\]}\"”\u2019'».])(?!\S)")
_CLINGING = re.compile(r"[*_~)\]}\"”\u2019'»]+(?!\S)")
_LAST_WORD = re.compile(r"(\w+)\.\Z")
_LAST_LETTERS = 24
_FIRST_LETTERS = 60
_ENUMERATOR = re.compile(r"\(?(?:\d{1,3}|[A-Za-z]|[ivxIVX]{1,5})[.)]")
_TIME = re.compile(r"\d{1,2}(?:[.:]\d\d)?\s?[ap]\.\s?m\.")
_CLOCK = re.compile(r"\b[ap]\.\s?m\.\Z")
_AFTER_CLOCK = re.compile(
    r"(?:[A-Z]{2,5}\b|(?:[A-Z][\w-]+\s){1,3}time\b"
    r"|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b"
    r"|(?:January|February|March|April|May|June|July|August|September|October|November|December)\b)"
)
_WITHIN_A_NAME = re.compile(r"[^\W\d_]\.\Z")
_AFTER_NO_SPACE = re.compile(
    r"(?:The|This|That|These|Those|It|He|She|They|We|You|I|In|On|At|An?|But|And|For|As|If|When|While|There|Then|However"
    r"|After|Before|Since|Our|Their|His|Her|Its|No|Not|All|Some|By|To|From|With)\s"
)
"""Where the space was forgotten, a sentence begins with one of these more often than a name has it after a dot."""
_ANSWER = re.compile(r"No\.\s+(?=[A-Z][a-z]*\s)")


def sentence_spans(words: str) -> list[tuple[int, int]]:
    """Return the start and end of each sentence in a run of prose without line ends, trimmed of white space.

    Args:
        words: the prose, its markup taken out.
    """
    if len(words) <= LONGEST_WINDOW and _PLAINLY_ONE.fullmatch(words):
        return _joined(words, [0])
    plain = _BRACKETED.sub(_without_brackets, _APOSTROPHE.sub("x", words))
    starts = _starts(plain, 0)
    for start, end in pairwise([*starts, len(words)]):
        if end - start > LONGEST_UNDOUBTED and _DISTRACTION.search(plain, start, end):
            starts = [*starts, *_starts_inside(plain, start, end)]
    if answer := _ANSWER.match(words):
        starts.append(answer.end())
    return _joined(words, sorted({_behind_closing(words, at) for at in starts}))


def _without_brackets(found: re.Match[str]) -> str:
    """Return a stand-in, of the same length, for brackets: one word, that ends a sentence where they hold a whole one.

    What is in brackets belongs to the sentence around it, whatever full stops it holds.
    """
    inside = found[1] or found[2]
    end = "." if _WHOLE_SENTENCE.fullmatch(inside) else "x"
    return inside[0] + "x" * len(inside) + end


def _starts(plain: str, offset: int) -> list[int]:
    """Return where sentences start in `plain`, which itself starts at `offset`."""
    starts: list[int] = []
    at = 0
    while at < len(plain):
        window = plain[at : at + LONGEST_WINDOW]
        found = [bound["start_index"] + at for bound in sentencex.get_sentence_boundaries("en", window)]
        end = at + len(window)
        if end < len(plain):
            # The last sentence of a window may go on behind it; one that fills the window is cut at a space.
            end = found.pop() if len(found) > 1 else at + (window.rfind(" ") + 1 or len(window))
        at = end
        starts.extend(found)
    return [start + offset for start in starts]


def _starts_inside(plain: str, start: int, end: int) -> list[int]:
    """Return where sentences start in `[start, end)` if neither quotation marks nor list markers are heeded."""
    bare = _DISTRACTION.sub(lambda found: " " * len(found[0]), plain[start:end])
    starts = _starts(bare, start)
    return [closing.end() if (closing := _CLOSING.match(plain, at)) else at for at in starts]


def _behind_closing(words: str, at: int) -> int:
    """Return where a sentence really starts: not with the marks that close the one before it (`*Agreed.* Then`)."""
    closing = _CLINGING.match(words, at) if at and not words[at - 1].isspace() else None
    return closing.end() if closing else at


def _joined(words: str, starts: list[int]) -> list[tuple[int, int]]:
    """Return the spans between `starts`, those joined that belong to one sentence."""
    spans: list[tuple[int, int]] = []
    for start, end in pairwise([*starts, len(words)]):
        span = trimmed(words, start, end)
        if span.start == span.end:
            continue
        if spans and _goes_on(words, spans[-1], (span.start, span.end)):
            spans[-1] = (spans[-1][0], span.end)
        else:
            spans.append((span.start, span.end))
    return spans


def _goes_on(words: str, before: tuple[int, int], after: tuple[int, int]) -> bool:
    """Return whether the second of two stretches belongs to the sentence of the first."""
    if _ENUMERATOR.fullmatch(words, *before) or _TIME.fullmatch(words, *before):
        return True
    tail, head = (
        words[max(before[0], before[1] - _LAST_LETTERS) : before[1]],
        words[after[0] : after[0] + _FIRST_LETTERS],
    )
    if _goes_on_after(tail, head) or (before[1] == after[0] and _is_one_word(tail, head)):
        return True
    if not _has_letters(words, after):  # a footnote's number, a stray bracket
        return not _ENUMERATOR.fullmatch(words, *after)
    return before[0] == 0 and not _has_letters(words, before)


def _has_letters(words: str, span: tuple[int, int]) -> bool:
    return any(map(str.isalpha, words[span[0] : span[1]]))


def _is_one_word(tail: str, head: str) -> bool:
    """Return whether what stands together without a space is a name with dots in it ("System.Text"), or a path.

    Between a letter, a full stop and a letter Unicode's rules see no end either (UAX #29, SB7).
    """
    if head[0] in "/\\":
        return True
    return head[0].isalpha() and bool(_WITHIN_A_NAME.search(tail)) and not _AFTER_NO_SPACE.match(head)


def _goes_on_after(tail: str, head: str) -> bool:
    """Return whether a sentence that seems to end with `tail` goes on with `head`."""
    last = _LAST_WORD.search(tail)
    word = last[1].lower() if last else ""
    if word in TITLES:
        return True
    if head[0].islower():
        return word in REFERENCES or tail[-1] not in ".?…:"
    if head[0].isdecimal():
        return word in REFERENCES
    return bool(_CLOCK.search(tail) and _AFTER_CLOCK.match(head))
