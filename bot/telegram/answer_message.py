"""An answer as one message: each sentence in a quote, where it stands under it, the best first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.arrange import arrange
from bot.rendering.words import likelihood, long_date
from bot.telegram.markup import LINE_END, NOTHING, Markup, bold, code, italic, joined, quote, words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.arrange import Group
    from bot.telegram.phrases import Phrases
    from index import Answer, AnswerSentence, Citation

_BLANK_LINE = LINE_END + LINE_END
_UNDER = " \N{SINGLE RIGHT-POINTING ANGLE QUOTATION MARK} "
_ELLIPSIS = "…"


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
    groups = arrange(answer.answers)
    message, count = _opening(answer, phrases), 0
    shown: list[AnswerSentence] = []
    for group in groups:
        piece = _group(group, groups, phrases, neighbors)
        longer = joined((message, piece), _BLANK_LINE)
        if not longer.fits:
            break
        message, count = longer, count + 1
        shown.extend(group.sentences)
    left_out = sum(len(group.sentences) for group in groups[count:])
    note = joined(
        (message, italic(phrases.say("answer.left_out", count=left_out)) if left_out else NOTHING), _BLANK_LINE
    )
    return AnswerMessage((note if note.fits else message).html, tuple(shown), left_out)


def _opening(answer: Answer, phrases: Phrases) -> Markup:
    understood = (
        italic(phrases.say("answer.understood_as", question=answer.understood_as)) if answer.understood_as else NOTHING
    )
    if answer.answered:
        return understood
    said = phrases.say("answer.not_answered_nearest" if answer.answers else "answer.not_answered")
    return joined((understood, bold(said)), LINE_END)


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
    yield words(_place(first, phrases))
    note = [first.title or "", long_date(first.date) if first.date else ""]
    yield words(", ".join(part for part in note if part))
    yield words(likelihood(group.confidence))
    yield joined((code(str(sentence.citation)) for sentence in group.sentences), LINE_END)
    also = [citation for sentence in group.sentences for citation in sentence.also_in]
    if also:
        yield words(phrases.say("answer.also_in", sources=", ".join(citation.source for citation in also)))
    for citation in (citation for sentence in group.sentences for citation in sentence.disagrees_with):
        yield bold(phrases.say("answer.disagrees_with", other=_other(citation, groups)))


def _place(sentence: AnswerSentence, phrases: Phrases) -> str:
    place = sentence.citation.source
    if sentence.page is not None:
        place = phrases.say("answer.on_page", source=place, page=sentence.page)
    elif sentence.line is not None:
        place = f"{place}:{sentence.line}"
    return place + _UNDER + sentence.heading if sentence.heading else place


def _other(citation: Citation, groups: Sequence[Group]) -> str:
    """Return where a sentence stands that says otherwise; where it is shown too, by its number and its date."""
    for group in groups:
        for sentence in group.sentences:
            if sentence.citation == citation:
                date = f", {long_date(sentence.date)}" if sentence.date else ""
                return f"{group.number}{date}: {citation.source}"
    return str(citation)
