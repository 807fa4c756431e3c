"""Whatever stands in a note, Telegram parses the message as it was meant, and shows the note's own words."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from hostile import answers, texts
from hypothesis import given
from hypothesis import strategies as st
from telegram_parser import parse_html, parsed_as_meant

from bot.arrange import arrange
from bot.telegram.answer_message import render_message
from bot.telegram.markup import LINE_END, MAX_ENTITIES, MAX_LENGTH, bold, code, italic, joined, quote, words
from bot.telegram.phrases import load_phrases
from bot.telegram.shown_text import as_shown

if TYPE_CHECKING:
    from index import Answer

_MARKS = [
    "<b>",
    "</b>",
    "&amp;",
    "&#60;",
    "<a href='tg://user?id=1'>",
    "]]>",
    "`",
    "*",
    "\u0301",
    "\U0001f1f3\U0001f1ff",
]
marked = st.lists(texts | st.sampled_from(_MARKS), max_size=6).map("".join)
pieces = st.one_of(*(marked.map(make) for make in (words, bold, italic, code)))
blocks = st.lists(pieces, max_size=4).map(lambda lines: quote(joined(lines, LINE_END)))


@given(st.lists(pieces | blocks, max_size=5).map(lambda parts: joined(parts, LINE_END)))
def test_telegram_counts_what_is_counted_here(piece: object) -> None:
    """Length and entities of any message are those that TDLib finds, whatever the words are."""
    assert parsed_as_meant(piece)  # type: ignore[arg-type]


@given(marked)
def test_words_are_shown_as_they_are_compared(text: str) -> None:
    """What TDLib shows of escaped words is the normalized text, and normalizing twice changes nothing more."""
    shown = as_shown(text)
    assert parse_html(words(text).html).text == shown == as_shown(shown)


@given(answers(marked), st.booleans())
def test_every_sentence_shown_is_in_a_quote_whole(answer: Answer, neighbors: bool) -> None:
    """The quotes hold the note's words and the message fits; what does not fit is counted, never cut."""
    message = render_message(answer, load_phrases(), neighbors=neighbors)
    parsed = parse_html(message.html)
    assert len(parsed.text.encode("utf-16-le")) // 2 <= MAX_LENGTH
    assert len(parsed.kinds) <= MAX_ENTITIES
    assert len(message.shown) + message.left_out == len(answer.answers)
    quoted = "\n".join(parsed.quotes)
    assert all(as_shown(sentence.reading) in quoted for sentence in message.shown)


@given(answers(), st.integers(300, 5000))
def test_long_sentences_are_left_out_whole(answer: Answer, length: int) -> None:
    """Sentences too long for a message leave it whole: the groups that are shown are the first ones, complete."""
    long = replace(answer, answers=tuple(replace(one, reading="word " * (length // 5)) for one in answer.answers))
    message = render_message(long, load_phrases())
    groups = arrange(long.answers)
    whole = [sentence for group in groups for sentence in group.sentences]
    assert message.shown == tuple(whole[: len(message.shown)])
    assert len(parse_html(message.html).text.encode("utf-16-le")) // 2 <= MAX_LENGTH
