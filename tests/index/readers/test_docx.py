"""Word documents are read as they stand once all changes are accepted."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from made_files import repacked, saved, word

from index.errors import ReadingError
from index.readers.docx import extract
from index.records import BlockKind

if TYPE_CHECKING:
    from docx.document import Document as Word
    from docx.table import Table

    from index.readers.extracted import Extracted

SPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)
CUSTOM = (
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" '
    'xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">'
    '<property fmtid="{0}" pid="2" name="Classification"><vt:lpwstr>IN-CONFIDENCE</vt:lpwstr></property></Properties>'
)


def with_paragraphs(*paragraphs: str) -> Word:
    """Return a document with these paragraphs in WordprocessingML, their `w:p` left out."""
    from docx.oxml import parse_xml

    document = word()
    for inside in paragraphs:
        document.element.body.insert(-1, parse_xml(f"<w:p {SPACES}>{inside}</w:p>"))
    return document


def read(document: Word) -> Extracted:
    """Return what a document holds."""
    return extract("a.docx", saved(document))


def said(found: Extracted) -> list[str]:
    """Return the words of each block."""
    return [found.text[block.span.start : block.span.end] for block in found.blocks]


def filled(table: Table, *rows: tuple[str, ...]) -> Table:
    """Return a table with these words in its cells."""
    for row, words in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, words, strict=True):
            cell.text = text
    return table


def test_styles_of_headings_are_headings() -> None:
    """Title above all; a style that is based on a heading's is one of its level; an outline level makes one as well."""
    document = word()
    document.add_heading("The title", 0)
    document.add_heading("First", 1)
    document.add_paragraph("Under the first.")
    own = document.styles.add_style("House heading", 1)
    own.base_style = document.styles["Heading 2"]
    document.add_paragraph("House", style=own)
    document.add_paragraph("Under the house.")
    outlined = document.add_paragraph("Outlined")
    settings = outlined._p.get_or_add_pPr()
    settings.append(with_paragraphs('<w:pPr><w:outlineLvl w:val="0"/></w:pPr>').element.body[0].pPr[0])
    document.add_paragraph("Under the outlined.")
    assert [block.heading for block in read(document).blocks] == [
        ("The title", "First"),
        ("The title", "First", "House"),
        ("The title", "Outlined"),
    ]


def test_headings_are_in_the_text_but_in_no_block() -> None:
    """They are context, never an answer."""
    document = word()
    document.add_heading("Only a heading", 1)
    found = read(document)
    assert (found.text, found.blocks) == ("Only a heading", ())


def test_lists_and_quotes_are_told_by_style_or_numbering() -> None:
    """A number of zero takes the numbering away."""
    document = with_paragraphs(
        '<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>Numbered</w:t></w:r>',
        '<w:pPr><w:numPr><w:numId w:val="0"/></w:numPr></w:pPr><w:r><w:t>Not numbered</w:t></w:r>',
    )
    document.add_paragraph("A bullet", style="List Bullet")
    document.add_paragraph("A quote", style="Intense Quote")
    assert [block.kind for block in read(document).blocks] == [
        BlockKind.ITEM,
        BlockKind.PARAGRAPH,
        BlockKind.ITEM,
        BlockKind.QUOTE,
    ]


def test_insertions_are_kept_and_deletions_left_out() -> None:
    """What was moved stands where it was moved to; a paragraph whose end was deleted goes on with the next."""
    found = read(
        with_paragraphs(
            "<w:r><w:t xml:space='preserve'>They </w:t></w:r>"
            "<w:del w:id='1'><w:r><w:delText>never </w:delText><w:t>ever </w:t></w:r></w:del>"
            "<w:ins w:id='2'><w:r><w:t xml:space='preserve'>all </w:t></w:r></w:ins><w:r><w:t>agreed.</w:t></w:r>",
            "<w:moveFrom w:id='3'><w:r><w:t>Moved away.</w:t></w:r></w:moveFrom>",
            "<w:moveTo w:id='4'><w:r><w:t>Moved here.</w:t></w:r></w:moveTo>",
            "<w:pPr><w:rPr><w:del w:id='5'/></w:rPr></w:pPr><w:r><w:t xml:space='preserve'>One </w:t></w:r>",
            "<w:r><w:t>paragraph.</w:t></w:r>",
        )
    )
    assert said(found) == ["They all agreed.", "Moved here.", "One paragraph."]


def test_a_deleted_row_is_left_out() -> None:
    """As its words are."""
    from docx.oxml import parse_xml

    document = word()
    table = filled(document.add_table(2, 2), ("a", "b"), ("c", "d"))
    table.rows[0]._tr.insert(0, parse_xml(f"<w:trPr {SPACES}><w:del w:id='1'/></w:trPr>"))
    assert said(read(document)) == ["c | d"]


def test_comments_hidden_words_and_codes_of_fields_are_left_out() -> None:
    """The result of a field and the words of a link are kept."""
    document = with_paragraphs(
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>Hidden.</w:t></w:r><w:r><w:t xml:space='preserve'>On page </w:t></w:r>"
        "<w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText>PAGEREF x</w:instrText></w:r>"
        "<w:r><w:fldChar w:fldCharType='separate'/></w:r><w:r><w:t>7</w:t></w:r>"
        "<w:hyperlink w:anchor='a'><w:r><w:t xml:space='preserve'> of the list</w:t></w:r></w:hyperlink>"
    )
    run = document.add_paragraph("Worth a remark.").runs[0]
    document.add_comment(run, "The remark itself", author="Kim")
    assert said(read(document)) == ["On page 7 of the list", "Worth a remark."]


def test_text_boxes_are_read_once_after_what_they_stand_beside() -> None:
    """Word writes each twice, for newer and for older programs."""
    box = "<w:txbxContent><w:p><w:r><w:t>In the box.</w:t></w:r></w:p></w:txbxContent>"
    found = read(
        with_paragraphs(
            f"<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:txbx>{box}</wps:txbx></w:drawing>"
            f"</mc:Choice><mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
            "<w:r><w:t>Beside the box.</w:t></w:r>"
        )
    )
    assert said(found) == ["Beside the box.", "In the box."]


def test_footnotes_stand_apart_at_the_end() -> None:
    """Under a heading of their own; the lines that part them from the text are none."""
    notes = (
        f"<w:footnotes {SPACES}><w:footnote w:type='separator' w:id='-1'>"
        "<w:p><w:r><w:t>Continued</w:t></w:r></w:p></w:footnote><w:footnote w:id='2'><w:p>"
        "<w:r><w:footnoteRef/></w:r><w:r><w:t>Said in May.</w:t></w:r></w:p></w:footnote></w:footnotes>"
    )
    link = (
        '<Relationship Id="rId77" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes" '
        'Target="footnotes.xml"/></Relationships>'
    )

    def change(name: str, held: bytes) -> bytes:
        return held.replace(b"</Relationships>", link.encode()) if name == "word/_rels/document.xml.rels" else held

    document = with_paragraphs(
        "<w:r><w:t>They agreed</w:t></w:r><w:r><w:footnoteReference w:id='2'/></w:r><w:r><w:t>.</w:t></w:r>"
    )
    found = extract("a.docx", repacked(saved(document), change, [("word/footnotes.xml", notes.encode())]))
    assert said(found) == ["They agreed.", "Said in May."]
    assert found.blocks[1].heading == ("Footnotes",)


def test_heads_are_those_that_are_marked_or_in_bold() -> None:
    """Two columns without either are labels and what belongs to them: their first row is a row."""
    document = word()
    filled(document.add_table(2, 2), ("Author", "Jane Rao"), ("Ship", "Tiare"))
    bold = filled(document.add_table(2, 2), ("Ship", "Crew"), ("Tiare", "12"))
    for cell in bold.rows[0].cells:
        cell.paragraphs[0].runs[0].bold = True
    found = read(document)
    assert said(found) == ["Author | Jane Rao", "Ship | Tiare", "Tiare | 12"]
    assert [block.column_heads for block in found.blocks] == [(), (), ("Ship", "Crew")]


def test_a_cell_over_several_rows_stands_in_each() -> None:
    """And one over several columns once, the columns behind it still under their own heads."""
    document = word()
    table = filled(document.add_table(3, 3), ("North", "1", "b"), ("", "c", "d"), ("x", "", "y"))
    table.cell(0, 0).merge(table.cell(1, 0)).text = "North"
    table.cell(2, 0).merge(table.cell(2, 1)).text = "x"
    assert said(read(document)) == ["North | 1 | b", "North | c | d", "x |  | y"]


def test_a_table_that_only_lays_out_is_read_as_prose() -> None:
    """One of a single column, and one that holds another."""
    document = word()
    document.add_table(1, 1).cell(0, 0).text = "In a frame. It is prose."
    outer = document.add_table(1, 2)
    outer.cell(0, 0).text = "On the left."
    filled(outer.cell(0, 1).add_table(1, 2), ("p", "q"))
    found = read(document)
    assert said(found) == ["In a frame. It is prose.", "On the left.", "p | q"]
    assert found.blocks[0].kind is BlockKind.PARAGRAPH


def test_a_row_that_is_too_long_for_a_sentence_is_read_cell_by_cell() -> None:
    """Each under its column's head."""
    document = word()
    table = filled(document.add_table(2, 2), ("What", "Why"), ("short", "Long. " * 300))
    for cell in table.rows[0].cells:
        cell.paragraphs[0].runs[0].bold = True
    first, second = read(document).blocks
    assert (first.kind, first.heading, second.heading) == (BlockKind.PARAGRAPH, ("What",), ("Why",))


def test_what_stands_on_every_page_is_in_the_text_but_in_no_block() -> None:
    """A marking may stand there and nowhere else; page numbers are left out."""
    document = word()
    document.add_paragraph("They agreed.")
    document.sections[0].header.paragraphs[0].text = "IN-CONFIDENCE"
    document.sections[0].footer.paragraphs[0].text = "7"
    found = read(document)
    assert found.text == "IN-CONFIDENCE\n\nThey agreed."
    assert said(found) == ["They agreed."]


def test_a_table_of_contents_says_nothing_of_its_own() -> None:
    """Its lines are left out, in a field of its own or by their style."""
    document = with_paragraphs(
        "<w:pPr><w:pStyle w:val='TOC1'/></w:pPr><w:r><w:t>The boats 7</w:t></w:r>", "<w:r><w:t>The boats.</w:t></w:r>"
    )
    style = document.styles.add_style("toc 1", 1)
    style.element.set(style.element.nsmap["w"].join(("{", "}styleId")), "TOC1")
    assert said(read(document)) == ["The boats."]


def test_a_marking_may_be_a_property() -> None:
    """One that is called "Classification"."""
    found = extract("a.docx", repacked(saved(word()), lambda _, held: held, [("docProps/custom.xml", CUSTOM.encode())]))
    assert found.metadata.classification == "IN-CONFIDENCE"
    assert found.metadata.tags == ("boats", "navy")


@pytest.mark.parametrize("title", ["", "Word Document", "untitled"])
def test_a_title_that_a_template_gave_is_none(title: str) -> None:
    """The document's own is then its first heading."""
    document = word()
    document.core_properties.title = title
    document.add_heading("The boats", 1)
    assert read(document).metadata.title == "The boats"


def test_the_day_of_a_template_is_no_day() -> None:
    """Documents that programs make go on saying when their template was made."""
    from docx import Document

    assert read(Document()).metadata.date is None


def test_an_old_or_encrypted_document_is_told_apart_from_a_damaged_one() -> None:
    """By the first bytes of a compound file."""
    with pytest.raises(ReadingError, match="is encrypted, or of the form used before 2007"):
        extract("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 1000)


def test_another_office_file_is_no_document() -> None:
    """Though its parts are alike."""
    from made_files import pptx

    with pytest.raises(ReadingError, match="is not a Word document: it has no body"):
        extract("a.docx", pptx())
