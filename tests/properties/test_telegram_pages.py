"""Whatever briefings are called and people ask, Telegram takes the lists of them as they are meant."""

from __future__ import annotations

import asyncio
import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING, cast

from hostile import answers, citations, sentences, texts
from hypothesis import given, settings
from hypothesis import strategies as st
from telegram_parser import parse_html

from bot.arrange import arrange
from bot.telegram.access import Place, Role
from bot.telegram.answer_message import render_further, render_group_alone
from bot.telegram.asker import Asker
from bot.telegram.handlers.audit import PER_PAGE as ROWS
from bot.telegram.handlers.audit import ShowAudit
from bot.telegram.handlers.inline import _results
from bot.telegram.handlers.sources import PER_PAGE, Sources
from bot.telegram.markup import MAX_ENTITIES, MAX_LENGTH
from bot.telegram.phrases import load_phrases
from bot.telegram.shown_text import as_shown, units
from bot.telegram.state.audit import AuditRow
from index import DocumentSummary, Filters

if TYPE_CHECKING:
    from telegram import InlineKeyboardMarkup
    from telegram_parser import Parsed

    from index import Answer, AnswerSentence

_MARKS = [
    "<b>",
    "</code>",
    "&lt;",
    "<a href='tg://user?id=1'>",
    "\u0301",
    "\U0001f1f3\U0001f1ff",
    "@someone",
    "/revoke",
]
marked = st.lists(texts | st.sampled_from(_MARKS), max_size=6).map("".join)
maybe_long = marked | st.builds(lambda text, times: (text or "x") * times, marked, st.integers(50, 400))
ASKER = Asker(7, 7, Place.PRIVATE, Role.OWNER, Filters(), load_phrases(), 3, neighbors=False)
documents = st.builds(
    DocumentSummary,
    maybe_long.map(lambda text: text or "a.md"),
    st.none() | maybe_long,
    st.none() | st.dates(dt.date(1, 1, 1)),
    st.just(()),
    st.none() | marked,
    st.just(1),
    st.just(()),
)
rows = st.builds(
    AuditRow,
    st.floats(0, 4e9),
    st.integers(1, 2**52),
    st.integers(-(2**52), 2**52),
    maybe_long.map(lambda text: text[:500]),
    st.lists(citations.map(str), max_size=3).map(tuple),
    st.booleans(),
    st.floats(0, 1),
)


class _NoKeys:
    def make(self, *_: object) -> InlineKeyboardMarkup | None:
        return None


def taken(html: str, kinds: set[str]) -> Parsed:
    """Return what Telegram shows of a message, which it takes, with entities of these kinds alone."""
    parsed = parse_html(html)
    assert 0 < units(parsed.text) <= MAX_LENGTH
    assert len(parsed.kinds) <= MAX_ENTITIES
    assert set(parsed.kinds) <= kinds
    assert parsed.text == "\n".join(as_shown(line) for line in parsed.text.split("\n"))
    return parsed


@settings(max_examples=40)
@given(st.lists(documents, max_size=25), st.integers(0, 40))
def test_a_page_of_sources(given_documents: list[DocumentSummary], first: int) -> None:
    """As many of ten as fit, each with its path as code."""

    class Shelf:
        async def documents(self, _: Filters) -> tuple[DocumentSummary, ...]:
            return tuple(given_documents)

    sources = Sources(Shelf(), _NoKeys())  # type: ignore[arg-type]
    html, _ = asyncio.run(sources._page(first * PER_PAGE, ASKER))
    parsed = taken(html, {"Code", "Bold"})
    paths = {as_shown(document.source) for document in given_documents}
    assert parsed.kinds.count("Code") <= PER_PAGE
    assert all(len(line) <= 100 + 30 + 60 or line in paths for line in parsed.text.split("\n"))


@settings(max_examples=40)
@given(st.lists(rows, max_size=ROWS + 2))
def test_a_page_of_the_audit(given_rows: list[AuditRow]) -> None:
    """As many of ten as fit, with the question as it was asked."""

    class Kept:
        def latest(self, count: int, _: int = 0) -> tuple[AuditRow, ...]:
            return tuple(given_rows[:count])

    class Nothing:
        def latest(self, _: int) -> tuple[()]:
            return ()

    show = ShowAudit(Kept(), Nothing(), Nothing(), _NoKeys())  # type: ignore[arg-type]
    parsed = taken(show._page(0, ASKER)[0], {"Code"})
    asked = [as_shown(row.question) for row in given_rows]
    if given_rows and all(asked):
        assert any(question in parsed.text for question in asked)


@settings(max_examples=40)
@given(answers(marked))
def test_inline_results(answer: Answer) -> None:
    """Each a message of its own with a title; the quote holds the sentences whole."""
    groups = arrange(answer.answers) if answer.answered else ()
    results = _results(answer, ASKER)
    assert len(results) <= len(groups)
    for result in results:
        assert result.title.strip()
        content = cast("dict[str, str]", result.input_message_content.to_dict())
        parsed = taken(content["message_text"], {"Code", "Bold", "Italic", "BlockQuote", "ExpandableBlockQuote"})
        quoted = "\n".join(parsed.quotes)
        assert any(
            all(as_shown(sentence.reading) in quoted for sentence in group.sentences)
            and as_shown(group.sentences[0].reading) == result.title
            for group in groups
        )
    assert len({result.id for result in results}) == len(results)


@settings(max_examples=40)
@given(sentences(marked), st.integers(0, 6_000))
def test_a_group_that_no_message_holds_is_none(sentence: AnswerSentence, length: int) -> None:
    """It is never cut."""
    reading = f"{sentence.reading} {'w' * length}"
    (group,) = arrange([replace(sentence, reading=reading)])
    html, shown = render_group_alone(group, load_phrases()), as_shown(reading)
    if units(shown) > MAX_LENGTH:
        assert html is None
    if html is not None:
        assert units(parse_html(html).text) <= MAX_LENGTH
        assert parse_html(html).quotes == ((shown,) if shown else ())


@settings(max_examples=40)
@given(st.lists(sentences(marked), min_size=1, max_size=6), st.integers(1, 60), st.booleans())
def test_further_sentences(given_sentences: list[AnswerSentence], first: int, neighbors: bool) -> None:
    """They are shown whole, numbered on, and counted where they do not fit."""
    message = render_further(given_sentences, first, load_phrases(), neighbors=neighbors)
    parsed = taken(message.html, {"Code", "Bold", "Italic", "BlockQuote", "ExpandableBlockQuote"})
    assert len(message.shown) + message.left_out == len(given_sentences)
    quoted = "\n".join(parsed.quotes)
    assert all(as_shown(sentence.reading) in quoted for sentence in message.shown)
