"""A question that follows another, written out so that it stands alone; by rules of form, without a language model.

Only words of the questions and of the briefings come into it. What is written out reads as a question where that can
be done safely, and otherwise as the words of the topic before a colon, and the new question after it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from index.follow_up import function_words as words
from index.follow_up.dependence import Leaning, find_dependence
from index.follow_up.nominal import frame_of, nominal_of, topic_of
from index.follow_up.phrases import Kind, parse
from index.follow_up.referents import find_referents, same_head
from index.follow_up.slots import swap

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.follow_up.dependence import Dependence
    from index.follow_up.nominal import Frame
    from index.follow_up.phrases import Parsed, Phrase
    from index.follow_up.slots import Liken
    from index.follow_up.turns import Turn

_LONGEST_OWNER = 3
_NEGATED = {"will": "won't", "can": "can't", "shall": "shan't", "am": "am not", "may": "may not", "might": "might not"}


def write_out(question: str, turns: Sequence[Turn], liken: Liken) -> tuple[str, ...]:
    """Return a question written out where it follows another, and nothing where it stands alone.

    Where a pronoun may stand for either of two things there are two readings, the likelier first.

    Args:
        question: the new question, white space folded.
        turns: what was asked before, latest last; none for a conversation that begins.
        liken: tells how alike words are.
    """
    dependence = find_dependence(question)
    said = [turn for turn in turns if says_something(turn.question)]
    if not said or dependence.leaning is Leaning.NONE:
        return ()
    if dependence.leaning is Leaning.PRONOUN:
        readings = (_with_referents(dependence.body, dependence.pronouns, said, choice) for choice in (0, 1))
        found = tuple(dict.fromkeys(reading for reading in readings if reading))
    else:
        written = _write(dependence, said, liken)
        found = (written,) if written else ()
    return found or (_under_topic(dependence.body, parse(said[-1].question)),)


def says_something(question: str) -> bool:
    """Return whether a question names anything that another could follow: `thanks` does not."""
    return any(
        word.kind in {Kind.OPEN, Kind.VERB} and word.lower not in words.INTERJECTIONS for word in parse(question).words
    )


def _write(dependence: Dependence, turns: Sequence[Turn], liken: Liken) -> str | None:
    body, before = dependence.body, parse(turns[-1].question)
    if dependence.leaning is Leaning.FRAGMENT:
        return swap(before, body, turns[-1], liken)
    if dependence.leaning is Leaning.ASKED:
        return _ask_again(body, before)
    if dependence.leaning is Leaning.PART:
        return _with_whole(body, dependence.pronouns, before)
    if dependence.leaning is Leaning.ELLIPSIS:
        return _with_noun(body, turns)
    return None


def _under_topic(body: Parsed, before: Parsed) -> str:
    return f"{topic_of(before)}: {body.text}?"


def _ask_again(body: Parsed, before: Parsed) -> str | None:
    """Return the question before, asked for something else: `why was the handover put back`."""
    frame = frame_of(before)
    asked = body.text
    if before.words[0].kind is Kind.AUXILIARY:
        return _asked_of_statement(asked, before)
    if not frame.asked_end or frame.helper is None:
        return None
    if frame.subject is None:
        return _asked_of_passive(asked, before, frame)
    if frame.noun is None:
        return f"{asked} {before.cut(frame.helper, len(before.words) - 1)}?"
    verb = frame.subject.last + 1
    if verb >= len(before.words) or before.words[verb].kind is not Kind.VERB:
        return None
    rest = before.cut(verb + 1, len(before.words) - 1) if verb + 1 < len(before.words) else ""
    return f"{asked} {before.cut(frame.helper, verb)} {frame.noun.text} {rest}".rstrip() + "?"


def _asked_of_passive(asked: str, before: Parsed, frame: Frame) -> str | None:
    """Return `from where were boats stolen` of `how many boats were stolen`."""
    if frame.noun is None or frame.helper is None or before.words[frame.helper].lower not in words.BE:
        return None
    rest = before.cut(frame.helper + 1, len(before.words) - 1)
    return f"{asked} {before.words[frame.helper].text} {frame.noun.text} {rest}?"


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


def _with_noun(body: Parsed, turns: Sequence[Turn]) -> str | None:
    """Return `how many were damaged` with what is counted, and with the phrase that the question before ended on."""
    counting = (parsed for parsed in (parse(turn.question) for turn in reversed(turns)) if frame_of(parsed).noun)
    before = next(counting, None)
    noun = frame_of(before).noun if before else None
    if before is None or noun is None:
        return None
    counted = 1 if body.words[0].lower == "how" else 0
    text = _replace_words(body, {counted: (counted, f"{body.words[counted].text} {noun.text}")})
    last = before.phrases[-1]
    link = before.words[last.first - 1]
    if link.kind is Kind.PREPOSITION and last.last == len(before.words) - 1 and last != noun:
        text = f"{text} {before.cut(last.first - 1, last.last)}"
    return f"{text}?"


def _with_referents(body: Parsed, pronouns: Sequence[int], turns: Sequence[Turn], choice: int) -> str | None:
    """Return a question with what its pronouns stand for, or None where that is not known of one.

    Args:
        body: the question.
        pronouns: numbers of the words that stand for something.
        turns: the conversation so far.
        choice: which of the things that the first pronoun may stand for, from 0.
    """
    changes: dict[int, tuple[int, str]] = {}
    taken: list[str] = []
    for place in (place for place in pronouns if not _is_statement(body, place)):
        change = _change_at(body, place, turns, taken, 0 if changes else choice)
        if change is None:
            return None
        changes[place] = change
    return f"{_replace_words(body, changes)}?" if changes else None


def _is_statement(body: Parsed, place: int) -> bool:
    """Return whether a pronoun stands for all that was said: `why did they say that`."""
    last = place == len(body.words) - 1
    return (
        last
        and place > 0
        and body.words[place].lower in {"that", "this", "it"}
        and body.words[place - 1].lower in words.TELLING
    )


def _change_at(
    body: Parsed, place: int, turns: Sequence[Turn], taken: list[str], choice: int
) -> tuple[int, str] | None:
    """Return the last word that what a pronoun stands for replaces, and the text that comes in its place."""
    word = body.words[place].lower
    after = body.words[place + 1].lower if place + 1 < len(body.words) else ""
    owned = next((phrase for phrase in body.phrases if phrase.first == place + 1), None)
    if word in words.DEMONSTRATIVE and owned:
        named = same_head(body.words[owned.last].text, turns)
        return (owned.last, named) if named else None
    subject = place == 0 or body.words[place - 1].kind is Kind.AUXILIARY
    referents = find_referents(word, turns, taken, subject=subject)[choice : choice + 1]
    if not referents:
        return None
    taken.append(referents[0])
    if owned and word in words.POSSESSIVE:
        return _owned(referents[0], owned)
    # `that one` is replaced as a whole
    return place + (word in words.DEMONSTRATIVE and after in {"one", "ones"}), referents[0]


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
