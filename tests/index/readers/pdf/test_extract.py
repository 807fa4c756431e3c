"""What a PDF shows is read as a person reads it."""

from __future__ import annotations

import datetime as dt

import pdf_files
import pytest

from index.errors import ReadingError
from index.readers import read
from index.readers.extraction import document_of
from index.readers.pdf import extract
from index.records import BlockKind, Document, Sentence
from index.segment import segment


def document(content: bytes) -> Document:
    """Return the document of a file, read in this process."""
    return document_of("a.pdf", extract("a.pdf", content))


def sentences(content: bytes) -> tuple[Sentence, ...]:
    """Return its sentences."""
    return segment(document(content))


def readings(content: bytes) -> list[str]:
    """Return what they read as."""
    return [sentence.reading for sentence in sentences(content)]


def test_a_briefing_is_read_sentence_by_sentence() -> None:
    """Running heads and feet are none of them; cut words are whole, and rows read with their heads."""
    assert readings(pdf_files.briefing()) == [
        "This note asks Cabinet to agree to the works at the harbour, which were put off twice.",
        "The international tender closed in May.",
        "It drew nine bids, of which two were well-founded, and the well-founded ones are within the budget that was"
        " set in the spring of last year.",
        "A third came late.",
        "Ministers have asked for three things:",
        "a date by which the quay is open;",
        "a limit on what the works may cost the ports, and a plan for what is to be done where they cost more;",
        "a person who answers for both.",
        "The quay carries four fifths of the grain.",
        "If it closes for more than a week in the harvest, the mills on the coast run out of wheat, and the price of"
        " bread rises within a month.",
        "The ports have agreed with the millers that ships are turned to the northern berth.",
        "The works cost 84 million over three years, a third of which the ports pay.",
        "The rest is the Crown's.",
        "Year: 2023; Crown: 18 million; Ports: 9 million",
        "Year: 2024; Crown: 21 million",
        "The table leaves out what is spent on the road.",
        "In the prices of 2022, as the Treasury asks.",
        "The quay opens on 31 May 2025.",
    ]


def test_each_sentence_has_its_page_kind_and_heading() -> None:
    """A sentence across two pages has the page that it begins on."""
    found = sentences(pdf_files.briefing())
    assert [one.page for one in found] == [1] * 11 + [2] * 6 + [3]
    kinds = "paragraph " * 5 + "item " * 3 + "paragraph " * 5 + "row " * 2 + "paragraph " * 3
    assert [one.kind.value for one in found] == kinds.split()
    assert [one.heading[-1] for one in found] == ["Purpose"] * 11 + ["What it costs"] * 6 + ["Next steps"]
    assert {one.heading[0] for one in found} == {"Harbour works"}


def test_running_heads_begin_the_text_once() -> None:
    """A marking first of all, so that it is found among the first lines."""
    text = document(pdf_files.briefing()).text
    assert text.startswith("IN-CONFIDENCE\n\nHarbour works: a briefing\n\nHarbour works\n\nPurpose\n\nThis note")
    assert text.count("IN-CONFIDENCE") == 1
    assert "Page 2" not in text


def test_a_briefing_says_what_it_is() -> None:
    """Title, date, author and tags are its own properties."""
    extracted = extract("a.pdf", pdf_files.briefing())
    assert (extracted.metadata.title, extracted.metadata.date) == ("Harbour works", dt.date(2023, 3, 14))
    assert extracted.metadata.tags == ("harbour", "works")
    assert extracted.author == "Ports Group"
    assert extracted.notices == ()


def test_pages_begin_where_their_words_do() -> None:
    """Also inside a sentence; spans, blocks and pages are exact."""
    made = document(pdf_files.briefing())
    assert len(made.pages) == 3
    assert made.text[made.pages[1] :].startswith("millers that ships")
    assert made.text[made.pages[2] :].startswith("Next steps")
    assert all(one.line is None for one in segment(made))
    assert all(made.text[one.span.start : one.span.end] == one.text for one in segment(made))


def test_a_note_stands_apart_before_a_paragraph_that_goes_on() -> None:
    """So that the paragraph is whole, and the note on its page."""
    leaf = pdf_files.Leaf()
    leaf.page()
    leaf.lines(
        72,
        100,
        *["The words of a paragraph of many lines that fill the whole column to its right end, to show it."] * 4,
    )
    begun = "The last paragraph begins on the first page, goes through to its very foot, and then it goes on to"
    leaf.lines(72, 700, begun)
    leaf.line(72, 780, "* A note on the first page.", 8)
    leaf.page()
    leaf.lines(72, 100, "the second page where it ends. Another sentence follows.")
    found = [(one.page, one.reading) for one in sentences(leaf.content())][4:]
    assert found == [
        (1, "A note on the first page."),
        (1, f"{begun} the second page where it ends."),
        (2, "Another sentence follows."),
    ]


def test_two_columns_are_read_one_after_the_other() -> None:
    """What goes across both comes before them, and a sentence goes on from one to the other."""
    found = readings(pdf_files.two_columns())
    whole = " ".join(found)
    assert whole == ("This summary goes across both of the columns. " * 4) + (
        f"{pdf_files.LEFT_COLUMN} {pdf_files.RIGHT_COLUMN}"
    )
    assert (
        "The last sentence of the first column goes on at the top of the second one, which is what a person reads."
        in found
    )


def test_pages_without_text_are_named() -> None:
    """Those that are pictures, not those that are blank; a file of pictures alone says so."""
    made = document(pdf_files.scanned())
    assert made.notices == ("no text on pages 2, 4 to 6, 9",)
    assert [(one.page, one.reading) for one in segment(made)] == [
        (1, "The first words."),
        (3, "Those of the third page."),
        (7, "What the seventh says."),
    ]


def test_an_encrypted_file_is_refused() -> None:
    """With what can be done."""
    with pytest.raises(ReadingError, match=r"^a.pdf is encrypted; save it without its password$"):
        document(pdf_files.encrypted())


@pytest.mark.parametrize("content", [b"%PDF-1.7\nnothing", pdf_files.briefing()[:300]])
def test_a_damaged_file_is_refused(content: bytes) -> None:
    """Where PDFium cannot mend it."""
    with pytest.raises(ReadingError, match=r"^a.pdf is a damaged PDF"):
        document(content)


def test_text_on_its_side_is_read_and_a_stamp_is_not() -> None:
    """By the direction that most of the page has."""
    assert readings(pdf_files.sideways()) == [
        "The page is turned by a quarter.",
        "Its text is read as if it were not.",
        "That is all.",
    ]


def test_ligatures_are_letters() -> None:
    """And a space that does not break is one."""
    found = sentences(pdf_files.ligatures())
    assert [one.text for one in found] == ["The final office floor is sufficient.", "An item of a list."]
    assert [one.kind for one in found] == [BlockKind.PARAGRAPH, BlockKind.ITEM]


def test_a_table_goes_on_on_the_next_page_with_its_heads() -> None:
    """A cell over two columns stands under the first."""
    assert readings(pdf_files.long_table()) == [
        "Port: North; Ships: 12; Tons: 400",
        "Port: South; Ships: 7; Tons: 90",
        "Port: East; Ships: 3; Tons: 25",
        "Port: West; Ships: closed all year",
    ]


def test_many_strokes_cost_no_words() -> None:
    """Nor much time: lines are looked for among the first twenty thousand."""
    assert readings(pdf_files.of_objects(50_000)) == ["The words under the strokes."]


@pytest.mark.parametrize("name", ["briefing", "two_columns", "scanned", "sideways", "ligatures", "long_table"])
def test_the_same_file_gives_the_same_document(name: str) -> None:
    """In this process, and in the child's, whose hashes differ."""
    content = getattr(pdf_files, name)()
    assert read("a.pdf", content) == document(content) == document(content)
