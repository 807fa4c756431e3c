"""Whatever stands in a note, a terminal gets its words and nothing that it would obey."""

from __future__ import annotations

import io
import re
import sys
import unicodedata
from contextlib import redirect_stdout

from hostile import answers, named, texts
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
