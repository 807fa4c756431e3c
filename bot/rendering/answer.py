"""An answer as a person sees it: sentences between their neighbors, each with where it stands and how sure it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.style import Style
from rich.text import Text

from bot.rendering.layout import BLANK, CAUTION, Line
from bot.rendering.reason import verdict
from bot.rendering.words import likelihood, long_date
from bot.sanitize import sanitize

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.arrange import Group
    from index import Answer, AnswerSentence, Citation, Folders

_INDENT = 3
_UNDER = " \N{SINGLE RIGHT-POINTING ANGLE QUOTATION MARK} "
_LONGEST_NEIGHBOR = 160
_SURE, _UNSURE = 0.66, 0.33


def headline(answer: Answer) -> tuple[Line, ...]:
    """Return what is said before an answer's sentences: how it was understood, and whether it is one at all."""
    lines: list[Line] = []
    if answer.as_of is not None:
        lines += [Line(Text(f"As of {answer.as_of:%Y-%m-%d %H:%M} UTC", style="dim")), BLANK]
    if answer.understood_as:
        lines += [Line(Text(f"Understood as: {sanitize(answer.understood_as)}", style="dim")), BLANK]
    said = verdict(answer.answered, answer.reason)
    if said:
        nearest = " Nearest:" if answer.answers and not answer.answered else ""
        lines += [Line(Text(sanitize(said) + nearest, style=f"bold {CAUTION}")), BLANK]
    return tuple(lines)


def render_groups(
    groups: Sequence[Group], answered: bool, links: Folders | None, neighbors: bool = True
) -> Iterator[Line]:
    """Yield the lines of the groups of an answer, a blank line between two.

    Args:
        groups: what is shown.
        answered: whether the sentences stand as an answer or only as the nearest there are.
        links: the folders that sources are linked into, or None for no links.
        neighbors: whether what stands around the sentences is shown too; only where it can be dimmed, as otherwise
            nobody could tell which words are the answer.
    """
    for group in groups:
        if group is not groups[0]:
            yield BLANK
        yield Line(
            _passage(group, "bold" if answered else "", neighbors), _INDENT, Text(f"{group.number}", style="bold")
        )
        yield from (Line(text, _INDENT) for text in _origin(group, groups, links))


def render_answer(
    answer: Answer, groups: Sequence[Group], links: Folders | None, neighbors: bool = True
) -> Iterator[Line]:
    """Yield all lines of an answer; `groups` are its sentences as arranged, the rest is as in `render_groups`."""
    yield from headline(answer)
    yield from render_groups(groups, answer.answered, links, neighbors)
    for source in answer.stale_sources:
        yield BLANK
        stale = f"{sanitize(source)} has changed since it was indexed; run `briefbot index`."
        yield Line(Text(stale, style=CAUTION))


def _passage(group: Group, style: str, neighbors: bool) -> Text:
    """Return a group's sentences, with or without what stands before and after them, dimmed."""
    text = Text()
    told: str | None = None
    for sentence in group.sentences:
        if told is None:
            text.append(_cut_head(sentence.before) if neighbors else "", "dim")
        elif sentence.before is not None and told != sentence.before:
            text.append("… ", "dim")
        text.append(sanitize(sentence.reading), style).append(" ")
        told = sentence.reading
    return text.append(_cut_tail(group.sentences[-1].after) if neighbors else "", "dim")


def _cut_head(neighbor: str | None) -> str:
    words = sanitize(neighbor or "")
    if len(words) > _LONGEST_NEIGHBOR:
        words = "…" + words[-_LONGEST_NEIGHBOR:].partition(" ")[2]
    return words and f"{words} "


def _cut_tail(neighbor: str | None) -> str:
    words = sanitize(neighbor or "")
    if len(words) > _LONGEST_NEIGHBOR:
        words = words[:_LONGEST_NEIGHBOR].rpartition(" ")[0] + "…"
    return words


def _origin(group: Group, groups: Sequence[Group], links: Folders | None) -> Iterator[Text]:
    """Yield where a group stands: place, note, certainty and citations, and what else says the same or otherwise."""
    best = max(group.sentences, key=lambda sentence: sentence.confidence)
    yield from (_place(first, links) for first in _first_of_each_source(group))
    note = [best.title and sanitize(best.title), best.date and long_date(best.date)]
    if any(note):
        yield Text(", ".join(part for part in note if part))
    yield _certainty(group)
    also = [citation for sentence in group.sentences for citation in sentence.also_in]
    if also:
        yield Text("also in ", "dim").append(_citations(also), "dim")
    for citation in (citation for sentence in group.sentences for citation in sentence.disagrees_with):
        yield Text("disagrees with ", CAUTION).append(_other(citation, group, groups), CAUTION)


def _first_of_each_source(group: Group) -> tuple[AnswerSentence, ...]:
    return tuple({sentence.citation.source: sentence for sentence in reversed(group.sentences)}.values())[::-1]


def _place(sentence: AnswerSentence, links: Folders | None) -> Text:
    source = sentence.citation.source
    place = sanitize(source)
    if sentence.line is not None:
        place += f":{sentence.line}"
    elif sentence.page is not None:
        place += f", page {sentence.page}"
    style = Style(color="cyan", link=_link(links, source))
    text = Text().append(place, style)
    return text.append(_UNDER + sanitize(sentence.heading)) if sentence.heading else text


def _link(links: Folders | None, source: str) -> str | None:
    file = None if links is None else links.open_file_of(source)
    return None if file is None else file.absolute().as_uri()


def _certainty(group: Group) -> Text:
    color = "green" if group.confidence >= _SURE else CAUTION if group.confidence >= _UNSURE else "red"
    text = Text().append(likelihood(group.confidence), color)
    return text.append("  ").append(_citations([s.citation for s in group.sentences]), "dim")


def _citations(citations: Sequence[Citation]) -> str:
    return ", ".join(sanitize(str(citation)) for citation in citations)


def _other(citation: Citation, here: Group, groups: Sequence[Group]) -> str:
    """Return a citation; where its sentence is shown too, with its number, whether above or below, and its date."""
    for group in groups:
        for sentence in group.sentences:
            if str(sentence.citation) == str(citation):
                side = "below" if group.number > here.number else "above"
                date = f", {long_date(sentence.date)}" if sentence.date else ""
                return f"{group.number} ({side}{date}): {sanitize(str(citation))}"
    return sanitize(str(citation))
