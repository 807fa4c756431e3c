"""A question that follows another, written out so that it stands alone; by rules of form, without a language model.

Only words of the questions and of the briefings come into it. What is written out reads as a question where that can
be done safely, and otherwise as the words of the topic before a colon, and the new question after it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from index import function_words as words
from index.dependence import Leaning, find_dependence
from index.nominal import frame_of, nominal_of, topic_of
from index.phrases import Kind, parse
from index.referents import find_referent, same_head
from index.slots import swap

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.dependence import Dependence
    from index.phrases import Parsed, Phrase
    from index.slots import Liken
    from index.turns import Turn

_LONGEST_OWNER = 3
_NEGATED = {"will": "won't", "can": "can't", "shall": "shan't", "am": "am not", "may": "may not", "might": "might not"}


def write_out(question: str, turns: Sequence[Turn], liken: Liken) -> str | None:
    """Return a question written out where it follows another, and None where it stands alone.

    Args:
        question: the new question, white space folded.
        turns: what was asked before, latest last; none for a conversation that begins.
        liken: tells how alike words are.
    """
    if not turns:
        return None
    dependence = find_dependence(question)
    if dependence.leaning is Leaning.NONE:
        return None
    before = parse(turns[-1].question)
    if not before.words:
        return None
    written = _write(dependence, before, turns, liken) or _under_topic(dependence.body, before)
    return None if written == question else written


def _write(dependence: Dependence, before: Parsed, turns: Sequence[Turn], liken: Liken) -> str | None:
    body = dependence.body
    if dependence.leaning is Leaning.FRAGMENT:
        return swap(before, body, turns[-1], liken)
    if dependence.leaning is Leaning.ASKED:
        return _ask_again(body, before)
    if dependence.leaning is Leaning.PART:
        return _with_whole(body, dependence.pronouns, before)
    if dependence.leaning is Leaning.ELLIPSIS:
        return _with_noun(body, before)
    if dependence.leaning is Leaning.PRONOUN:
        return _with_referents(body, dependence.pronouns, turns)
    return None


def _under_topic(body: Parsed, before: Parsed) -> str:
    topic, colon, _ = before.text.partition(": ")
    return f"{topic if colon else topic_of(before)}: {body.text}?"


def _ask_again(body: Parsed, before: Parsed) -> str | None:
    """Return the question before, asked for something else: `why was the handover put back`."""
    frame = frame_of(before)
    asked = body.text
    if before.words[0].kind is Kind.AUXILIARY:
        return _asked_of_statement(asked, before)
    if not frame.asked_end or frame.helper is None:
        return None
    if frame.subject is None:
        passive = frame.noun and before.words[frame.helper].lower in words.BE
        if not (passive and frame.noun):
            return None
        rest = before.cut(frame.helper + 1, len(before.words) - 1)
        return f"{asked} {before.words[frame.helper].text} {frame.noun.text} {rest}?"
    if frame.noun is None:
        return f"{asked} {before.cut(frame.helper, len(before.words) - 1)}?"
    verb = frame.subject.last + 1
    if verb >= len(before.words) or before.words[verb].kind is not Kind.VERB:
        return None
    rest = before.cut(verb + 1, len(before.words) - 1) if verb + 1 < len(before.words) else ""
    return f"{asked} {before.cut(frame.helper, verb)} {frame.noun.text} {rest}".rstrip() + "?"


def _asked_of_statement(asked: str, before: Parsed) -> str:
    """Return `why was it put back` of `was it put back`, and `why isn't it` of `is it` where `why not` was asked."""
    helper = before.words[0].lower
    rest = before.cut(1, len(before.words) - 1) if len(before.words) > 1 else ""
    if asked.lower().endswith(" not"):
        asked, helper = asked[: -len(" not")], _NEGATED.get(helper, f"{helper}n't")
    return f"{asked} {helper} {rest}".rstrip() + "?"


def _with_whole(body: Parsed, pronouns: Sequence[int], before: Parsed) -> str | None:
    """Return `how much of it is on lamb` with what it is part of."""
    whole = nominal_of(before)
    if whole is None or len(pronouns) != 1:
        return None
    return f"{_replace_words(body, {pronouns[0]: (pronouns[0], whole)})}?"


def _with_noun(body: Parsed, before: Parsed) -> str | None:
    """Return `how many were damaged` with what is counted, and with the phrase that the question before ended on."""
    noun = frame_of(before).noun
    if noun is None:
        return None
    counted = 1 if body.words[0].lower == "how" else 0
    text = _replace_words(body, {counted: (counted, f"{body.words[counted].text} {noun.text}")})
    last = before.phrases[-1]
    link = before.words[last.first - 1] if last.first else None
    if link and link.kind is Kind.PREPOSITION and last.last == len(before.words) - 1 and last != noun:
        text = f"{text} {before.cut(last.first - 1, last.last)}"
    return f"{text}?"


def _with_referents(body: Parsed, pronouns: Sequence[int], turns: Sequence[Turn]) -> str | None:
    """Return a question with what its pronouns stand for, or None where that is not known of one."""
    changes: dict[int, tuple[int, str]] = {}
    taken: list[str] = []
    for place in pronouns:
        change = _referent_at(body, place, turns, taken)
        if change is None:
            return None
        changes[place] = change
    return f"{_replace_words(body, changes)}?"


def _referent_at(body: Parsed, place: int, turns: Sequence[Turn], taken: list[str]) -> tuple[int, str] | None:
    """Return the last word that what a pronoun stands for replaces, and the text in its place."""
    word = body.words[place].lower
    owned = next((phrase for phrase in body.phrases if phrase.first == place + 1), None)
    if word in words.DEMONSTRATIVE and owned:
        named = same_head(body.words[owned.last].text, turns)
        return named and (owned.last, named)
    referent = find_referent(word, turns, taken)
    if referent is None:
        return None
    taken.append(referent)
    if owned and word in words.POSSESSIVE:
        return _owned(referent, owned)
    return place, referent


def _owned(owner: str, owned: Phrase) -> tuple[int, str]:
    if len(owner.split()) > _LONGEST_OWNER:
        return owned.last, f"the {owned.text} of {owner}"
    return owned.last, f"{owner}{'’' if owner.endswith('s') else '’s'} {owned.text}"


def _replace_words(body: Parsed, changes: dict[int, tuple[int, str]]) -> str:
    """Return a text with runs of words replaced: first word to last word and new text."""
    text = body.text
    for first, (last, new) in sorted(changes.items(), reverse=True):
        text = text[: body.words[first].start] + new + text[body.words[last].end :]
    return re.sub(r"\s+", " ", text)
