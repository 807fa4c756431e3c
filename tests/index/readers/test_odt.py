"""OpenDocument texts are read as they stand once all changes are accepted."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from made_files import odt, repacked

from index.errors import ReadingError
from index.readers.odt import extract
from index.records import BlockKind

if TYPE_CHECKING:
    from index.readers.extracted import Extracted

SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name if name != "draw" else "drawing"}:1.0"'
    for name in ("office", "text", "table", "draw", "style")
)


def read(body: str, styles: str = "") -> Extracted:
    """Return what a text with this body and these automatic styles holds."""
    content = (
        f"<office:document-content {SPACES}><office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
    return extract("a.odt", repacked(odt(), lambda name, held: content.encode() if name == "content.xml" else held))


def said(found: Extracted) -> list[str]:
    """Return the words of each block."""
    return [found.text[block.span.start : block.span.end] for block in found.blocks]


def test_headings_lists_and_quotes() -> None:
    """By their own elements; titles and quotes by styles, or styles derived from those."""
    styles = (
        '<style:style style:name="P1" style:parent-style-name="Title"/>'
        '<style:style style:name="P2" style:parent-style-name="Quotations"/>'
    )
    found = read(
        '<text:p text:style-name="P1">The boats</text:p><text:h text:outline-level="1">Ships</text:h>'
        "<text:list><text:list-item><text:p>One.</text:p></text:list-item></text:list>"
        '<text:p text:style-name="P2">Quoted.</text:p>',
        styles,
    )
    assert [(block.kind, block.heading) for block in found.blocks] == [
        (BlockKind.ITEM, ("The boats", "Ships")),
        (BlockKind.QUOTE, ("The boats", "Ships")),
    ]


def test_deletions_comments_and_contents_are_left_out() -> None:
    """Insertions are kept, where they stand in the text."""
    found = read(
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>Deleted.</text:p></text:deletion>"
        "</text:changed-region></text:tracked-changes><text:table-of-content><text:index-body><text:p>Ships 7</text:p>"
        "</text:index-body></text:table-of-content><text:p>They<text:s/> <text:change-start/>all<text:change-end/> "
        "agreed<office:annotation><text:p>A remark</text:p></office:annotation>.</text:p>"
    )
    assert said(found) == ["They all agreed."]


def test_notes_and_boxes_stand_apart() -> None:
    """A box behind what it stands beside, notes at the end under a heading of their own."""
    found = read(
        "<text:p>Agreed<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>In May.</text:p>"
        "</text:note-body></text:note>."
        "<draw:frame><draw:text-box><text:p>In the box.</text:p></draw:text-box></draw:frame></text:p>"
        "<text:p>The end.</text:p>"
    )
    assert said(found) == ["Agreed.", "In the box.", "The end.", "In May."]
    assert found.blocks[-1].heading == ("Footnotes",)


def test_repeated_and_empty_cells_keep_their_columns() -> None:
    """Within bounds: a cell that says that it stands a billion times stands once."""
    found = read(
        '<table:table><table:table-row><table:table-cell table:number-columns-repeated="2"><text:p>a</text:p>'
        "</table:table-cell><table:table-cell/><table:table-cell><text:p>b<office:annotation><text:p>no</text:p>"
        '</office:annotation></text:p></table:table-cell><table:table-cell table:number-columns-repeated="1000000000"/>'
        "</table:table-row></table:table>"
    )
    assert said(found) == ["a | a |  | b"]


def test_an_encrypted_text_is_told() -> None:
    """It is not called damaged."""
    manifest = b"<manifest><file-entry><encryption-data/></file-entry></manifest>"
    content = repacked(odt(), lambda name, held: manifest if name.endswith("manifest.xml") else held)
    with pytest.raises(ReadingError, match="is encrypted; save it without a password"):
        extract("a.odt", content)
