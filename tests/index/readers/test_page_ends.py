"""A marking that is printed at the top or the foot of the pages counts, in every form that has such."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
from made_files import repacked, saved, word
from pdf_files import Leaf

from index.classifications import BY_DEFAULT
from index.levels import HEAD, Levels, Stated
from index.readers import read
from index.readers.page_ends import page_ends
from index.readers.sheet_ends import printed_lines

if TYPE_CHECKING:
    from collections.abc import Callable

WORDS = "The boats were handed over in June."
SECRET = BY_DEFAULT.level("SECRET")


def _docx(place: str) -> bytes:
    document = word()
    document.add_paragraph(WORDS)
    section = document.add_section()
    document.settings.odd_and_even_pages_header_footer = True
    section.different_first_page_header_footer = True
    end = getattr(section, place)
    end.is_linked_to_previous = False
    end.paragraphs[0].text = "SECRET"
    return saved(document)


def _watermarked(_: str) -> bytes:
    mark = (
        b'<w:p xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:r><w:pict>'
        b'<v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:textpath string="SECRET"/></v:shape></w:pict></w:r></w:p>'
    )
    return repacked(
        _docx("header"),
        lambda name, held: (
            held.replace(b"<w:p>", mark + b"<w:p>", 1).replace(b">SECRET<", b"> <") if "header" in name else held
        ),
    )


def _pptx(place: str) -> bytes:
    from pptx import Presentation

    made = Presentation()
    slide = made.slides.add_slide(made.slide_layouts[1])
    slide.placeholders[1].text = WORDS
    on = {"slide": slide, "layout": slide.slide_layout, "master": slide.slide_layout.slide_master}.get(place)
    if on is None:
        frame = slide.notes_slide
        box = next(iter(frame.shapes))
        box._element.nvSpPr.nvPr[0].set("type", "hdr")
        box.text_frame.text = "SECRET"
    elif place == "slide":
        box = slide.shapes.add_textbox(0, 0, 9, 9)
        box.text_frame.text = "SECRET"
        settings = box._element.nvSpPr.nvPr
        settings.append(settings.makeelement(settings.tag.replace("nvPr", "ph"), {"type": "ftr"}))
    else:
        other = made.slides.add_slide(made.slide_layouts[6]).shapes.add_textbox(0, 0, 9, 9)
        other.text_frame.text = "SECRET"
        on.shapes._spTree.append(other._element)
    return saved(made)


def _xlsx(place: str) -> bytes:
    from openpyxl import Workbook

    made = Workbook()
    made.active.append(("What", "When"))
    made.active.append((WORDS, "2024"))
    sheet = made.create_sheet("Other")
    sheet.sheet_state = "hidden"
    end, part = place.split(".")
    getattr(getattr(sheet, end), part).text = '&"Arial,Bold"&14&KFF0000SECRET&K01+000\nPage &P of &N'
    return saved(made)


def _chart_sheet(_: str) -> bytes:
    from openpyxl import Workbook
    from openpyxl.chart import BarChart

    made = Workbook()
    made.active.append(("What", "When"))
    made.active.append((WORDS, 2024))
    chart = made.create_chartsheet("Chart")
    chart.add_chart(BarChart())
    chart.HeaderFooter.oddHeader.center.text = "SECRET"
    return saved(made)


def _odt(place: str) -> bytes:
    from odf import style, text
    from odf.opendocument import OpenDocumentText

    made = OpenDocumentText()
    layout = style.PageLayout(name="pages")
    master = style.MasterPage(name="Standard", pagelayoutname=layout)
    made.automaticstyles.addElement(layout)
    made.masterstyles.addElement(master)
    end = getattr(style, place)()
    end.addElement(text.P(text="SECRET"))
    master.addElement(end)
    made.text.addElement(text.P(text=WORDS))
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def _rtf(place: str) -> bytes:
    end = rf"{{\{place} \pard\qc {{\b SECRET}}\par Page {{\field{{\*\fldinst PAGE}}}}\par}}"
    return rf"{{\rtf1\ansi{end}{WORDS}\par}}".encode()


def _pdf(_: str) -> bytes:
    leaf = Leaf()
    for words in (WORDS, "They sailed to the islands in July.", "They came back in May."):
        leaf.page()
        leaf.line(270, 40, "SECRET")
        leaf.line(72, 140, words)
    return leaf.content()


MADE: tuple[tuple[str, Callable[[str], bytes], str], ...] = (
    *(("a.docx", _docx, place) for place in (
        "header", "footer", "first_page_header", "first_page_footer", "even_page_header", "even_page_footer")),
    ("a.docx", _watermarked, ""),
    *(("a.pptx", _pptx, place) for place in ("slide", "layout", "master", "notes")),
    *(("a.xlsx", _xlsx, place) for place in (
        "oddHeader.center", "oddFooter.left", "evenHeader.right", "firstFooter.center")),
    ("a.xlsx", _chart_sheet, ""),
    *(("a.odt", _odt, place) for place in ("Header", "Footer", "HeaderLeft", "FooterLeft")),
    *(("a.rtf", _rtf, place) for place in ("header", "footer", "headerf", "footerl")),
    ("a.pdf", _pdf, ""),
)  # fmt: skip


@pytest.mark.parametrize(("name", "make", "place"), MADE, ids=lambda value: getattr(value, "__name__", value))
def test_a_marking_at_the_ends_of_pages_counts(name: str, make: Callable[[str], bytes], place: str) -> None:
    """It stands in the text, in no sentence, and the document is as high as it says."""
    document = read(name, make(place))
    stated = Stated(bytes.fromhex(document.digest), document.metadata.classification, document.notices)
    assert Levels().of(stated, lambda: document.text[:HEAD]) == SECRET
    assert WORDS in document.text
    blocks = [document.text[block.span.start : block.span.end] for block in document.blocks]
    assert any(WORDS in words for words in blocks)
    assert not any("SECRET" in words for words in blocks)


def test_of_many_lines_those_come_first_that_may_be_markings() -> None:
    """In capitals, then the short; page numbers and repetitions are left out."""
    many = [f"Section {'x' * number} of the report" for number in range(20)]
    assert page_ends([*many, "7", " in\tconfidence", "SECRET", "SECRET"])[:2] == ("SECRET", "in confidence")
    assert page_ends(["b", "", "12", "a", "b"]) == ("b", "a")


@pytest.mark.parametrize(
    ("inside", "lines"),
    [
        ("<oddHeader>&amp;CSECRET</oddHeader>", ["", "SECRET"]),
        ("<oddHeader>&amp;LR&amp;&amp;D&amp;RIN-CONFIDENCE &amp;P/&amp;N</oddHeader>", ["R&D", "IN-CONFIDENCE  / "]),
        ('<oddFooter xr:uid="1">one&#10;two</oddFooter><evenFooter/>', ["one", "two"]),
        ("", []),
    ],
)
def test_what_a_sheet_is_printed_with(inside: str, lines: list[str]) -> None:
    """Without codes for fonts, sizes, colors and fields; whatever prefix the names have."""
    for prefix in ("", "x:"):
        content = f"<{prefix}worksheet><{prefix}headerFooter a='1'>{inside}</{prefix}headerFooter></{prefix}worksheet>"
        assert [line.strip(" ") for line in printed_lines("a.xlsx", content.encode()) if line.strip()] == [
            line.strip(" ") for line in lines if line
        ]
