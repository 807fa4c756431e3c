"""Slide decks are read slide by slide."""

from __future__ import annotations

from typing import TYPE_CHECKING

from made_files import saved

from index.readers.pptx import extract
from index.records import BlockKind

if TYPE_CHECKING:
    from pptx.presentation import Presentation as Deck

    from index.readers.extracted import Extracted


def deck() -> Deck:
    """Return an empty deck."""
    from pptx import Presentation

    return Presentation()


def read(made: Deck) -> Extracted:
    """Return what a deck holds."""
    return extract("a.pptx", saved(made))


def said(found: Extracted) -> list[str]:
    """Return the words of each block."""
    return [found.text[block.span.start : block.span.end] for block in found.blocks]


def test_a_slide_is_a_page_under_its_title() -> None:
    """A slide without words is a page all the same."""
    made = deck()
    for title in ("One", "", "Three"):
        slide = made.slides.add_slide(made.slide_layouts[1])
        slide.shapes.title.text = title
        if title:
            slide.placeholders[1].text = f"Of {title}."
    found = read(made)
    assert [block.heading for block in found.blocks] == [("One",), ("Three",)]
    assert len(found.pages) == 3
    assert found.text[found.pages[2] :].startswith("Three")
    assert found.metadata.title == "One"


def test_the_points_of_a_slide_are_items_and_its_notes_are_kept() -> None:
    """Notes stand behind the slide, under a heading of their own."""
    made = deck()
    slide = made.slides.add_slide(made.slide_layouts[1])
    slide.shapes.title.text = "Ships"
    slide.placeholders[1].text = "One.\nTwo."
    slide.notes_slide.notes_text_frame.text = "Mention the price."
    found = read(made)
    assert said(found) == ["One.", "Two.", "Mention the price."]
    assert [block.kind for block in found.blocks] == [BlockKind.ITEM, BlockKind.ITEM, BlockKind.PARAGRAPH]
    assert found.blocks[2].heading == ("Ships", "Notes")


def test_shapes_in_groups_and_line_breaks_are_read() -> None:
    """In the order in which they are read aloud."""
    from pptx.util import Inches

    made = deck()
    slide = made.slides.add_slide(made.slide_layouts[6])
    group = slide.shapes.add_group_shape()
    for words in ("In the group.", "Also\vin it."):
        group.shapes.add_textbox(0, 0, Inches(1), Inches(1)).text_frame.text = words
    slide.shapes.add_textbox(0, 0, Inches(1), Inches(1)).text_frame.text = "Outside."
    assert said(read(made)) == ["In the group.", "Also\nin it.", "Outside."]


def test_a_cell_over_several_rows_stands_in_each() -> None:
    """As in every other form."""
    from pptx.util import Inches

    made = deck()
    slide = made.slides.add_slide(made.slide_layouts[6])
    table = slide.shapes.add_table(3, 2, 0, 0, Inches(4), Inches(2)).table
    for at, words in enumerate(("Where", "Ship", "North", "Tiare", "", "Moana")):
        table.cell(at // 2, at % 2).text = words
    table.cell(1, 0).merge(table.cell(2, 0))
    assert said(read(made)) == ["North | Tiare", "North | Moana"]


def test_a_hidden_slide_keeps_its_number_but_is_not_read() -> None:
    """And the reading says so."""
    made = deck()
    for title in ("One", "Hidden", "Three"):
        made.slides.add_slide(made.slide_layouts[5]).shapes.title.text = title
    made.slides[1]._element.set("show", "0")
    found = read(made)
    assert "Hidden" not in found.text
    assert (len(found.pages), found.notices) == (3, ("hidden slides not read: 2",))


def test_a_footer_is_in_the_text_but_in_no_block() -> None:
    """A marking may stand there; it stands once, before the first slide."""
    made = deck()
    for _ in range(2):
        slide = made.slides.add_slide(made.slide_layouts[1])
        slide.placeholders[1].text = "They agreed."
        box = slide.shapes.add_textbox(0, 0, 9, 9)
        box.text_frame.text = "SECRET"
        settings = box._element.nvSpPr.nvPr
        settings.append(settings.makeelement(settings.tag.replace("nvPr", "ph"), {"type": "ftr"}))
    found = read(made)
    assert found.text == "SECRET\n\nThey agreed.\n\nThey agreed."
    assert found.pages[0] == 0
    assert found.text[found.pages[1] :] == "They agreed."
