"""OpenDocument sheets and slides read as those of Excel and PowerPoint do."""

from __future__ import annotations

import pytest
from made_files import repacked
from opendocument_files import cell, odp, ods, row, sheet_of

from index.errors import ReadingError
from index.readers import ods as sheets
from index.readers import read
from index.readers.odp import extract as extract_slides
from index.readers.ods import extract
from index.segment import segment


def said(name: str, content: bytes) -> list[str]:
    """Return what a person reads of a file."""
    return [sentence.reading for sentence in segment(read(name, content))]


def test_a_row_reads_with_its_heads_and_its_values() -> None:
    """Dates as dates and numbers as such, whatever the cell shows; remarks, blanks and hidden sheets are left out."""
    assert said("a.ods", ods()) == [
        "Patrol boats in service",
        "Boat: Tiare; Handed over: 2024-06-03; Crew: 12; Share: 12.5%",
        "Boat: Moana; Handed over: 2024-07-01 10:30; Crew: 9; Share: 50.0%",
    ]
    found = extract("a.ods", ods())
    assert found.notices == ("hidden sheets not read: Drafts",)
    assert all(block.heading == ("Boats",) for block in found.blocks)


def test_repeated_cells_and_rows_keep_their_places() -> None:
    """As often as they say, up to a bound."""
    content = sheet_of(
        row(*map(cell, ("A", "B", "C", "D"))),
        row(cell(numbercolumnsrepeated=2), cell("x"), cell("y")),
        row(cell("z", numbercolumnsrepeated=4), numberrowsrepeated=2),
        row(cell("many", numbercolumnsrepeated=999999), numberrowsrepeated=999999),
    )
    rows = said("a.ods", content)
    assert rows[:3] == ["C: x; D: y", "A: z; B: z; C: z; D: z", "A: z; B: z; C: z; D: z"]
    assert len(rows) == 3 + sheets.MAX_REPEATED


def test_more_rows_than_are_read_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """Rows that hold something: blank ones cost nothing, however many."""
    blanks = [row(cell(numbercolumnsrepeated=16384), numberrowsrepeated=1048576)] * 1
    monkeypatch.setattr(sheets, "MAX_ROWS", 3)
    assert len(said("a.ods", sheet_of(row(cell("a"), cell("b")), *blanks, row(cell("c"), cell("d"))))) == 1
    with pytest.raises(ReadingError, match="holds more than 3 rows"):
        extract("a.ods", sheet_of(*(row(cell("a"), cell("b")) for _ in range(4))))


def test_slides_are_pages_with_titles_and_notes() -> None:
    """One that is hidden keeps its number but is not read."""
    found = extract_slides("a.odp", odp())
    words = [found.text[block.span.start : block.span.end] for block in found.blocks]
    assert words[:3] == ["The leaders met at the caf\u00e9.", "They agreed on the price.", "Say this slowly."]
    assert [block.heading for block in found.blocks[:4]] == [
        ("The leaders",), ("The leaders",), ("The leaders", "Notes"), ("The boats",),
    ]  # fmt: skip
    assert (len(found.pages), found.notices) == (3, ("hidden slides not read: 3",))
    assert found.text[found.pages[1] :].startswith("The boats")
    assert "draft" not in found.text


def test_what_is_printed_on_every_slide_is_in_no_block() -> None:
    """A footer, and what stands on the master."""
    footer = b'<presentation:footer-decl presentation:name="f">SECRET</presentation:footer-decl>'

    def marked(name: str, held: bytes) -> bytes:
        return held.replace(b"<draw:page ", footer + b"<draw:page ", 1) if name == "content.xml" else held

    found = extract_slides("a.odp", repacked(odp(), marked))
    assert found.text.startswith("SECRET\n\nThe leaders")
    assert not any("SECRET" in found.text[block.span.start : block.span.end] for block in found.blocks)


@pytest.mark.parametrize("name", ["a.ods", "a.odp"])
def test_an_encrypted_file_is_told(name: str) -> None:
    """As every encrypted file is."""
    content = ods() if name == "a.ods" else odp()

    def locked(member: str, held: bytes) -> bytes:
        return held.replace(b"/>", b"><manifest:encryption-data/></x>") if "manifest" in member else held

    with pytest.raises(ReadingError, match=f"{name} is encrypted; save it without a password"):
        read(name, repacked(content, locked))
