"""An answer as one message: each sentence in a quote, where it stands under it, the best first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.arrange import arrange
from bot.telegram.markup import LINE_END, NOTHING, SPACE, Markup, bold, code, italic, joined, quote, words
from bot.telegram.told import date_of, likelihood, verdict

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.arrange import Group
    from bot.telegram.phrases import Phrases
    from index import Answer, AnswerSentence, Citation

_BLANK_LINE = LINE_END + LINE_END
_UNDER = "\N{SINGLE RIGHT-POINTING ANGLE QUOTATION MARK} "
_ELLIPSIS = "…"
_COMMA = Markup(", ", 2, 0)


@dataclass(frozen=True, slots=True)
class AnswerMessage:
    """What is sent to a question.

    Attributes:
        html: the message.
        shown: the sentences in it, in their order there.
        left_out: how many sentences did not fit into one message; none is ever cut.
    """

    html: str
    shown: tuple[AnswerSentence, ...]
    left_out: int


def render_message(answer: Answer, phrases: Phrases, *, neighbors: bool = False) -> AnswerMessage:
    """Return an answer as one message, with as many of its groups, best first, as fit into one whole.

    Args:
        answer: what the briefings say.
        phrases: the words of the interface.
        neighbors: whether the sentences before and after are shown too.
    """
    opening = joined((_understood(answer, phrases), bold(verdict(answer, phrases))), LINE_END)
    stale = [joined((code(source), words(phrases.say("answer.stale"))), SPACE) for source in answer.stale_sources]
    return _filled(opening, arrange(answer.answers), joined(stale, LINE_END), phrases, neighbors)


def render_further(
    sentences: Sequence[AnswerSentence], first: int, phrases: Phrases, *, neighbors: bool = False
) -> AnswerMessage:
    """Return further sentences of an answer as one message, numbered from `first`; the rest is as above."""
    return _filled(bold(phrases.say("answer.further")), arrange(sentences, first), NOTHING, phrases, neighbors)


def render_under(head: Markup, sentence: AnswerSentence, phrases: Phrases) -> AnswerMessage:
    """Return one sentence as a message of its own, under what is said of it."""
    return _filled(head, arrange((sentence,)), NOTHING, phrases, neighbors=False)


def render_group_alone(group: Group, phrases: Phrases) -> str | None:
    """Return one group of sentences as a message of its own; None where none holds it whole."""
    message = joined((quote(_passage(group, neighbors=False)), *_origin(group, (group,), phrases)), LINE_END)
    return message.html if message.fits else None


def _filled(
    opening: Markup, groups: Sequence[Group], closing: Markup, phrases: Phrases, neighbors: bool
) -> AnswerMessage:
    message, count = opening, 0
    shown: list[AnswerSentence] = []
    for group in groups:
        longer = joined((message, _group(group, groups, phrases, neighbors)), _BLANK_LINE)
        if neighbors and not longer.fits:
            longer = joined((message, _group(group, groups, phrases, neighbors=False)), _BLANK_LINE)
        if not longer.fits:
            break
        message, count = longer, count + 1
        shown.extend(group.sentences)
    left_out = sum(len(group.sentences) for group in groups[count:])
    if left_out and not count:
        message = joined((message, *_place_alone(groups[0].sentences, phrases)), LINE_END)
    for note in (closing, italic(phrases.say("answer.left_out", count=left_out)) if left_out else NOTHING):
        longer = joined((message, note), _BLANK_LINE)
        message = longer if longer.fits else message
    return AnswerMessage(message.html, tuple(shown), left_out)


def _place_alone(sentences: Sequence[AnswerSentence], phrases: Phrases) -> Iterator[Markup]:
    """Yield where sentences stand that are too long for any message: told of, never cut."""
    first = sentences[0]
    place = joined((_place(first, phrases), code(str(first.citation))), LINE_END)
    if place.fits:
        yield italic(phrases.say("answer.too_long"))
        yield place


def _understood(answer: Answer, phrases: Phrases) -> Markup:
    if not answer.understood_as:
        return NOTHING
    return italic(phrases.say("answer.understood_as", question=answer.understood_as))


def _group(group: Group, groups: Sequence[Group], phrases: Phrases, neighbors: bool) -> Markup:
    number = bold(f"{group.number}.") if len(groups) > 1 else NOTHING
    lines = (number, quote(_passage(group, neighbors)), *_origin(group, groups, phrases))
    return joined(lines, LINE_END)


def _passage(group: Group, neighbors: bool) -> Markup:
    """Return a group's sentences a line each; where words between two are left out, a line says so."""
    pieces: list[Markup] = []
    told: str | None = None
    for sentence in group.sentences:
        if told is None:
            pieces.append(italic(sentence.before or "") if neighbors else NOTHING)
        elif sentence.before is not None and told != sentence.before:
            pieces.append(words(_ELLIPSIS))
        pieces.append(words(sentence.reading))
        told = sentence.reading
    pieces.append(italic(group.sentences[-1].after or "") if neighbors else NOTHING)
    return joined(pieces, LINE_END)


def _origin(group: Group, groups: Sequence[Group], phrases: Phrases) -> Iterator[Markup]:
    """Yield the lines under a quote: the place, the note, how sure, the citation, what says the same or otherwise."""
    first = group.sentences[0]
    yield _place(first, phrases)
    note = [first.title or "", date_of(first.date, phrases) if first.date else ""]
    yield words(", ".join(part for part in note if part))
    yield words(likelihood(group.confidence, phrases))
    yield joined((code(str(sentence.citation)) for sentence in group.sentences), LINE_END)
    also = [citation for sentence in group.sentences for citation in sentence.also_in]
    if also:
        sources = joined((code(each.source) for each in also), _COMMA)
        yield joined((words(phrases.say("answer.also_in")), sources), SPACE)
    for citation in (citation for sentence in group.sentences for citation in sentence.disagrees_with):
        yield joined((bold(phrases.say("answer.disagrees_with")), _other(citation, groups, phrases)), SPACE)


def _place(sentence: AnswerSentence, phrases: Phrases) -> Markup:
    """Return where a sentence stands; the source as code, for Telegram makes a link of a name that ends in `.md`."""
    place = sentence.citation.source
    if sentence.page is None and sentence.line is not None:
        place = f"{place}:{sentence.line}"
    page = "" if sentence.page is None else phrases.say("answer.page", page=sentence.page)
    under = words(_UNDER + sentence.heading) if sentence.heading else NOTHING
    return joined((code(place) + words(page), under), SPACE)


def _other(citation: Citation, groups: Sequence[Group], phrases: Phrases) -> Markup:
    """Return where a sentence stands that says otherwise; where it is shown too, by its number and its date."""
    for group in groups:
        for sentence in group.sentences:
            if sentence.citation == citation:
                date = f", {date_of(sentence.date, phrases)}" if sentence.date else ""
                return joined((words(f"{group.number}{date}:"), code(citation.source)), SPACE)
    return code(str(citation))
