"""Words without markup still know where they stand."""

from __future__ import annotations

from index.readers.base import Mark
from index.reading import fold, words_of
from index.records import Span

TEXT = "x **bold** a<br>b\r\nend"
MARKS = (
    Mark(Span(2, 4), clings=True),
    Mark(Span(8, 10), clings=True),
    Mark(Span(12, 16), clings=False),
)


def test_markup_that_clings_leaves_no_trace_and_other_a_space() -> None:
    """And line ends are spaces."""
    assert words_of(TEXT, Span(0, len(TEXT)), MARKS).text == "x bold a b  end"


def test_every_word_knows_its_origin() -> None:
    """Whatever was taken out before it."""
    words = words_of(TEXT, Span(0, len(TEXT)), MARKS)
    for word in ("x", "bold", "a", "b", "end"):
        origin = words.origin(words.text.index(f"{word}"))
        assert TEXT.startswith(word, origin)
    assert words.origin(words.text.index("end")) == TEXT.index("end")


def test_marks_outside_the_stretch_do_not_count() -> None:
    """A stretch between two marks is read as it stands."""
    words = words_of(TEXT, Span(4, 8), MARKS)
    assert (words.text, words.origin(3)) == ("bold", 7)


def test_folding_makes_one_line() -> None:
    """Every run of white space is one space, and none is left at the ends."""
    assert fold(" a\r\n\tb\u00a0 c ") == "a b c"
