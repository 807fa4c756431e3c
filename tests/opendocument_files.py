"""OpenDocument sheets and slides, made with odfpy."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from odf.draw import Frame
    from odf.opendocument import OpenDocument

DATED = (("Tiare", "2024-06-03T00:00:00", 12, 0.125), ("Moana", "2024-07-01T10:30:00", 9, 0.5))


def about(document: OpenDocument) -> None:
    """Say of a document who made it, when, and what it is."""
    from odf.dc import Creator, Title
    from odf.meta import CreationDate, InitialCreator

    document.meta.addElement(Title(text="Patrol boats"))
    document.meta.addElement(InitialCreator(text="Jane Rao"))
    document.meta.addElement(Creator(text="Someone Else"))
    document.meta.addElement(CreationDate(text="2022-05-31T10:00:00"))


def packed(document: OpenDocument) -> bytes:
    """Return the bytes of a document."""
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def cell(words: str = "", **told: object) -> object:
    """Return a cell that shows words, with the attributes of its value."""
    from odf.table import TableCell
    from odf.text import P

    made = TableCell(**told)
    if words:
        made.addElement(P(text=words))
    return made


def row(*cells: object, **told: object) -> object:
    """Return a row of cells."""
    from odf.table import TableRow

    made = TableRow(**told)
    for one in cells:
        made.addElement(one)
    return made


def ods() -> bytes:
    """Return the note's table as a sheet, with real dates, shares, a remark, rows of blanks and a hidden sheet."""
    from odf.office import Annotation
    from odf.opendocument import OpenDocumentSpreadsheet
    from odf.style import Style, TableProperties
    from odf.table import Table
    from odf.text import P

    document = OpenDocumentSpreadsheet()
    about(document)
    unseen = Style(name="unseen", family="table")
    unseen.addElement(TableProperties(display="false"))
    document.automaticstyles.addElement(unseen)
    sheet = Table(name="Boats")
    sheet.addElement(row(cell("Patrol boats in service"), cell(numbercolumnsrepeated=16383)))
    sheet.addElement(row(cell(numbercolumnsrepeated=16384), numberrowsrepeated=7))
    sheet.addElement(row(*map(cell, ("Boat", "Handed over", "Crew", "Share"))))
    for name, day, crew, share in DATED:
        named = cell(name, valuetype="string")
        remark = Annotation()
        remark.addElement(P(text="A remark."))
        named.addElement(remark)
        sheet.addElement(
            row(
                named,
                cell("some day", valuetype="date", datevalue=day),
                cell(f"{crew} men", valuetype="float", value=crew),
                cell(f"{share:.1%}", valuetype="percentage", value=share),
            )
        )
    sheet.addElement(row(cell(numbercolumnsrepeated=16384), numberrowsrepeated=1048565))
    document.spreadsheet.addElement(sheet)
    hidden = Table(name="Drafts", stylename=unseen)
    hidden.addElement(row(cell("A hidden"), cell("draft")))
    document.spreadsheet.addElement(hidden)
    return packed(document)


def box(words: str, kind: str | None = None) -> Frame:
    """Return a shape with words, of a kind of placeholder."""
    from odf.draw import Frame, TextBox
    from odf.namespaces import PRESENTATIONNS
    from odf.text import P

    frame = Frame(width="10cm", height="2cm", x="1cm", y="1cm")
    if kind:
        frame.setAttrNS(PRESENTATIONNS, "class", kind)
    text = TextBox()
    text.addElement(P(text=words))
    frame.addElement(text)
    return frame


def sheet_of(*rows: object) -> bytes:
    """Return a sheet of these rows."""
    from odf.opendocument import OpenDocumentSpreadsheet
    from odf.table import Table

    document = OpenDocumentSpreadsheet()
    table = Table(name="Sheet")
    for one in rows:
        table.addElement(one)
    document.spreadsheet.addElement(table)
    return packed(document)


def odp() -> bytes:
    """Return the note as three slides, the first with notes, the last hidden."""
    return slides_of(_leaders(), _boats(), hidden=[box("A hidden draft.")])


def slides_of(*slides: list[object], hidden: list[object] | None = None) -> bytes:
    """Return slides of these shapes, and a hidden one of others."""
    from odf.draw import Page
    from odf.opendocument import OpenDocumentPresentation
    from odf.style import DrawingPageProperties, MasterPage, PageLayout, Style

    document = OpenDocumentPresentation()
    about(document)
    layout = PageLayout(name="layout")
    document.automaticstyles.addElement(layout)
    master = MasterPage(name="master", pagelayoutname=layout)
    document.masterstyles.addElement(master)
    unseen = Style(name="unseen", family="drawing-page")
    unseen.addElement(DrawingPageProperties(visibility="hidden"))
    document.automaticstyles.addElement(unseen)
    for shapes in (*slides, hidden):
        page = Page(masterpagename=master, **({"stylename": unseen} if shapes is hidden else {}))
        for shape in shapes or ():
            page.addElement(shape)
        if shapes is not None:
            document.presentation.addElement(page)
    return packed(document)


def _leaders() -> list[object]:
    from odf.presentation import Notes
    from odf.text import List, ListItem, P

    outline, items, item = box("The leaders met at the caf\u00e9.", "outline"), List(), ListItem()
    item.addElement(P(text="They agreed on the price."))
    items.addElement(item)
    outline.childNodes[0].addElement(items)
    notes = Notes()
    notes.addElement(box("Say this slowly.", "notes"))
    return [box("The leaders", "title"), outline, notes]


def _boats() -> list[object]:
    from odf.draw import Frame
    from odf.table import Table

    table, frame = Table(), Frame(width="10cm", height="2cm", x="1cm", y="1cm")
    for cells in (("Boat", "Handed over", "Crew"), ("Tiare", "2024-06-03", "12"), ("Moana", "2024-07-01", "9")):
        table.addElement(row(*map(cell, cells)))
    frame.addElement(table)
    return [box("The boats", "title"), frame]
