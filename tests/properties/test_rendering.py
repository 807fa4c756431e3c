"""Whatever stands in a note, a terminal gets its words and nothing that it would obey."""

from __future__ import annotations

import datetime as dt
import io
import re
import sys
import unicodedata
from contextlib import redirect_stdout

from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from bot.arrange import arrange
from bot.rendering.answer import render_answer
from bot.rendering.document import render_document
from bot.rendering.layout import print_lines
from bot.rendering.reports import render_checks, render_findings, render_sync
from bot.sanitize import sanitize
from bot.wire import answer_to_json, to_text
from index import (
    Answer,
    AnswerSentence,
    Citation,
    CitationCheck,
    DocumentSummary,
    Finding,
    Level,
    Skipped,
    Span,
    Standing,
    StoredDocument,
    SyncReport,
)

# What Rich itself writes: colors and styles.
_STYLES = re.compile(r"\x1b\[[0-9;]*m")
_OBEYED = {"Cc", "Cs"}
_BIDI = set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")

words = st.sampled_from(["leaders", "agreed", "M\u0101ori", "\u65e5\u672c", "12%"])
_SEQUENCES = ["\x1b[2J", "\x1b]0;title\x07", "\x1b]8;;http://x\x1b\\", "\x9b31m", "\x1b", "\x1bP", "\x9d"]
_CONTROLS = ["\x07", "\x00", "\x7f", "\u202e", "\u2067", "\r", "\n", "\t", "\u2028", "\udcff"]
hostile = st.sampled_from([*_SEQUENCES, *_CONTROLS, "[bold]", "\\", ":smile:"])
texts = st.lists(st.one_of(words, hostile, st.text(max_size=6)), max_size=12).map(" ".join)
named = st.lists(words, min_size=1, max_size=5).map(" ".join)
spans = st.tuples(st.integers(0, 999), st.integers(1, 99)).map(lambda pair: Span(pair[0], pair[0] + pair[1]))
citations = st.builds(Citation, texts, spans, st.just("ab" * 32))
probabilities = st.floats(0, 1)


@st.composite
def sentences(draw: st.DrawFn, readings: st.SearchStrategy[str] = texts) -> AnswerSentence:
    """Return a sentence in which anything may stand."""
    reading = draw(readings)
    return AnswerSentence(
        text=reading,
        reading=reading,
        citation=draw(citations),
        line=draw(st.none() | st.integers(1, 10**6)),
        page=draw(st.none() | st.integers(1, 99)),
        title=draw(st.none() | texts),
        heading=draw(st.none() | texts),
        date=draw(st.none() | st.dates(dt.date(1, 1, 1))),
        score=draw(probabilities),
        confidence=draw(probabilities),
        before=draw(st.none() | texts),
        after=draw(st.none() | texts),
        group=draw(st.integers(0, 3)),
        also_in=tuple(draw(st.lists(citations, max_size=2))),
        disagrees_with=tuple(draw(st.lists(citations, max_size=2))),
    )


@st.composite
def answers(draw: st.DrawFn, readings: st.SearchStrategy[str] = texts) -> Answer:
    """Return an answer in which anything may stand."""
    return Answer(
        question=draw(texts),
        answered=draw(st.booleans()),
        confidence=draw(probabilities),
        answers=tuple(draw(st.lists(sentences(readings), max_size=4))),
        understood_as=draw(st.none() | texts),
        stale_sources=tuple(draw(st.lists(texts, max_size=1))),
    )


def _printed(lines: object, width: int) -> str:
    out = io.StringIO()
    with redirect_stdout(out):
        console = Console(width=width, force_terminal=True, color_system="standard", highlight=False, markup=False)
        print_lines(console, lines)  # type: ignore[arg-type]
    return _STYLES.sub("", out.getvalue())


def _is_harmless(text: str) -> bool:
    return not any(
        (unicodedata.category(character) in _OBEYED and character != "\n") or character in _BIDI for character in text
    )


@given(answers(), st.integers(20, 120))
def test_nothing_in_an_answer_is_obeyed(answer: Answer, width: int) -> None:
    """No control character but the line feed, no override of direction, no lone surrogate comes out."""
    assert _is_harmless(_printed(render_answer(answer, arrange(answer.answers), None), width))


@given(answers(named), st.integers(20, 120))
def test_every_word_of_every_sentence_is_there(answer: Answer, width: int) -> None:
    """However narrow the terminal is."""
    out = "".join(_printed(render_answer(answer, arrange(answer.answers), None), width).split())
    assert all("".join(sentence.reading.split()) in out for sentence in answer.answers)


@given(texts, st.data())
def test_nothing_in_a_document_is_obeyed_whatever_is_highlighted(text: str, data: st.DataObject) -> None:
    """A span may begin in the middle of an escape sequence."""
    start = data.draw(st.integers(0, len(text)))
    at = data.draw(st.none() | st.integers(start, len(text)).map(lambda end: Span(start, end + 1)))
    summary = DocumentSummary(text, text, None, (), text, 0, (text,))
    assert _is_harmless(_printed(render_document(StoredDocument(summary, text, "", ()), at), 60))


@given(texts)
def test_nothing_in_a_report_is_obeyed(text: str) -> None:
    """A file's name, a reason, a finding, a citation."""
    sync = SyncReport((text,), (text,), (text,), 0, (Skipped(text, text),), 0, 1, 0.1)
    check = CitationCheck(text, Standing.MOVED, text, Citation(text, Span(0, 1), "ab" * 32))
    finding = Finding(text, Level.PROBLEM, text, text)
    for lines in (render_sync(sync), render_checks([check]), render_findings([finding])):
        assert _is_harmless(_printed(lines, 60))


@given(answers())
def test_json_is_one_line_that_no_terminal_obeys(answer: Answer) -> None:
    """Everything that it would obey is written as an escape."""
    assert _is_harmless(to_text(answer_to_json(answer), sys.getdefaultencoding()) + "\n")
    assert "\n" not in to_text(answer_to_json(answer))


@given(texts)
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    """What is taken out leaves nothing behind that would have to be taken out."""
    assert sanitize(sanitize(text)) == sanitize(text)
