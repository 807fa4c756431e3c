"""Rich text is read paragraph by paragraph."""

from __future__ import annotations

import pytest
from made_files import DAY

from index.errors import ReadingError
from index.readers import rtf


def said(inside: str) -> list[str]:
    """Return the words of each block of a file with this inside."""
    found = rtf.extract("a.rtf", rf"{{\rtf1\ansi\ansicpg1252 {inside}}}".encode("ascii"))
    return [found.text[block.span.start : block.span.end] for block in found.blocks]


def test_letters_come_through_in_every_spelling() -> None:
    r"""As bytes of a code page, as code points, as words of their own."""
    assert said(r"caf\'e9 \u8364?5 \endash  \ldblquote late\rdblquote\par") == [
        "caf\u00e9 \u20ac5 \u2013 \u201clate\u201d"
    ]


def test_rows_are_rows_and_what_is_hidden_from_readers_is_left_out() -> None:
    """Fonts, colors, pictures, generators."""
    inside = (
        r"{\fonttbl{\f0 Arial;}}{\colortbl;\red1;}{\*\generator Word;}{\pict\pngblip 89504e47}Before.\par"
        r"\trowd Ship\cell Crew\cell\row Behind.\par"
    )
    assert said(inside) == ["Before.", "Ship | Crew", "Behind."]


def test_the_letters_of_a_font_are_heeded() -> None:
    """Whatever else the table says of it."""
    table = r"{\fonttbl{\f0\fswiss\fcharset0 Arial;}{\f1\froman\fprq2\fcharset204{\*\panose 02}Times;}}"
    assert said(table + r"\f1 \'ec\'e8\'f0\f0  caf\'e9\par") == ["\u043c\u0438\u0440 caf\u00e9"]


def test_the_words_of_a_link_are_kept_without_its_address() -> None:
    """As in every other form."""
    inside = r'See {\field{\*\fldinst{HYPERLINK "http://example.org/x"}}{\fldrslt{the list}}} there.\par'
    assert said(inside) == ["See the list there."]


def test_capitals_alone_are_a_heading() -> None:
    """Styles are not read, so lines of other shapes are paragraphs."""
    content = rb"{\rtf1 THE BOATS\par They agreed.\par A short line\par And prose below it.\par}"
    found = rtf.extract("a.rtf", content)
    assert [block.heading for block in found.blocks] == [("THE BOATS",)] * 3


def test_the_file_tells_of_itself() -> None:
    """A date that is none is not told."""
    info = rb"{\info{\title The caf\'e9}{\author Jane}{\creatim\yr2022\mo5\dy31}}"
    found = rtf.extract("a.rtf", rb"{\rtf1" + info + rb" a\par}")
    assert (found.metadata.title, found.metadata.date, found.author) == ("The caf\u00e9", DAY, "Jane")
    found = rtf.extract("a.rtf", rb"{\rtf1{\info{\creatim\yr2022\mo15\dy31}} a\par}")
    assert found.metadata.date is None


def test_a_file_too_long_to_be_read_in_time_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each word of its language takes time."""
    monkeypatch.setattr(rtf, "MAX_BYTES", 100)
    with pytest.raises(ReadingError, match="is longer than 0 MiB"):
        rtf.extract("a.rtf", rb"{\rtf1 " + b"a" * 100 + b"}")
