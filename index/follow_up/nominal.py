"""A question said as a noun phrase, or as the bare words of its topic, so that another can hold it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.follow_up import function_words as words
from index.follow_up.phrases import Kind, attached

if TYPE_CHECKING:
    from index.follow_up.phrases import Parsed, Phrase


@dataclass(frozen=True, slots=True)
class Frame:
    """Where the parts of a question stand, as numbers of words.

    Attributes:
        asked_end: where the question word and its noun end, excluded; 0 where the question has none.
        noun: the noun phrase that the question word goes with (`bridges` in `how many bridges`), or None.
        helper: the auxiliary right behind them, or None.
        subject: the noun phrase right behind the auxiliary, or None where the question word is the subject.
    """

    asked_end: int
    noun: Phrase | None
    helper: int | None
    subject: Phrase | None


def frame_of(parsed: Parsed) -> Frame:
    """Return where the parts of a question stand."""
    found = parsed.words
    first = 1 if len(found) > 1 and found[0].kind is Kind.PREPOSITION and found[1].kind is Kind.QUESTION else 0
    noun = None
    end = 0
    if found and found[first].kind is Kind.QUESTION:
        end = first + 1
        while end < len(found) and found[end].kind is Kind.ADVERB:
            end += 1
        noun = next((phrase for phrase in parsed.phrases if phrase.first == end and phrase.asked), None)
        end = noun.last + 1 if noun else end
    helper = end if end < len(found) and found[end].kind is Kind.AUXILIARY else None
    subject = (
        None if helper is None else next((phrase for phrase in parsed.phrases if phrase.first == helper + 1), None)
    )
    return Frame(end, noun, helper, subject)


def topic_of(parsed: Parsed) -> str:
    """Return what a question names, in its order; the words themselves where it names nothing.

    Of a question that was written out under a topic, this is the topic.
    """
    topic, colon, _ = parsed.text.partition(": ")
    if colon:
        return topic
    return ", ".join(phrase.text for phrase in attached(parsed)) or parsed.text.rstrip(" ?")


def nominal_of(parsed: Parsed) -> str | None:
    """Return a question as a noun phrase: `how much money is set aside` is `the money that is set aside`.

    None where the question word asks for no thing (`when`), or the parts cannot be told.
    """
    frame = frame_of(parsed)
    found = parsed.words
    if not frame.asked_end or frame.asked_end >= len(found):
        return None
    asks_thing = frame.noun is not None or [word.lower for word in found[: frame.asked_end]] in (
        ["how", "much"],
        ["what"],
    )
    if not asks_thing or found[frame.asked_end].lower == "of":
        return None
    head = f"the {_without_article(frame.noun.text)}" if frame.noun else "what"
    if frame.subject is None:
        done = frame.helper is not None and found[frame.helper].lower in words.DO
        return None if done else f"{head}{' that' if frame.noun else ''} {_rest(parsed, frame.asked_end)}"
    verb = next((place for place in range(frame.subject.last + 1, len(found)) if found[place].kind is Kind.VERB), None)
    if verb != frame.subject.last + 1 or frame.helper is None:
        return None
    helper = "" if found[frame.helper].lower in words.DO else f"{found[frame.helper].text} "
    return f"{head} {frame.subject.text} {helper}{_rest(parsed, verb)}"


def _without_article(text: str) -> str:
    first, _, rest = text.partition(" ")
    return rest if first.lower() in words.DETERMINERS and rest else text


def _rest(parsed: Parsed, first: int) -> str:
    return parsed.cut(first, len(parsed.words) - 1) if first < len(parsed.words) else ""
