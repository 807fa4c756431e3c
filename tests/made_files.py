"""One small note in every form, made with real libraries: what the readers' tests read."""

from __future__ import annotations

import datetime as dt
import io
import struct
import zipfile
from email.message import EmailMessage
from typing import TYPE_CHECKING

from compound_file import compound_file
from opendocument_files import odp, ods

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from docx.document import Document as Word

SENT = dt.datetime(2022, 5, 31, 10, 0, tzinfo=dt.UTC)
DAY = SENT.date()
ROWS = (("Boat", "Handed over", "Crew"), ("Tiare", "2024-06-03", "12"), ("Moana", "2024-07-01", "9"))
RTF = (
    r"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0 Arial;}}"
    r"{\info{\title Patrol boats}{\author Jane Rao}{\creatim\yr2022\mo5\dy31\hr10}}"
    r"{\pard THE BOATS\par}{\pard The leaders met at the caf\'e9. They agreed on the \u8364? price.\par}"
    r"\trowd\cellx1000\cellx2000 Tiare\cell 12\cell\row"
    r"{\*\generator Msftedit;}{\pard The end came.\par}}"
).encode("ascii")
HTML = """<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Patrol boats | The Paper</title>
<meta property="article:published_time" content="2022-05-31T10:00:00Z"><meta name="author" content="Jane Rao">
<script>document.write("Run by a script.")</script><style>p {}</style></head><body>
<nav><ul><li><a href="/">Home</a></li><li><a href="/world">World</a></li></ul></nav>
<main><h1>Patrol boats</h1><p>The leaders met at the caf\u00e9. They <b>agreed</b> on the price.</p>
<h2>Crew</h2><ul><li>Tiare has twelve.</li><li>Moana has nine.</li></ul>
<table><thead><tr><th>Boat</th><th>Handed over</th><th>Crew</th></tr></thead>
<tbody><tr><td>Tiare</td><td>2024-06-03</td><td>12</td></tr><tr><td>Moana</td><td>2024-07-01</td><td>9</td></tr></tbody>
</table><blockquote><p>It was late.</p></blockquote><iframe src="http://127.0.0.1:9/">Framed words.</iframe></main>
<footer><p>All rights reserved by the paper.</p></footer></body></html>"""


def word() -> Word:
    """Return an empty Word document that says who made it, when, and what it is."""
    from docx import Document

    document = Document()
    about = document.core_properties
    about.title, about.author, about.keywords = "Patrol boats", "Jane Rao", "boats, navy"
    about.created = SENT.replace(tzinfo=None)
    return document


def saved(document: object) -> bytes:
    """Return the bytes of a document, deck or workbook."""
    out = io.BytesIO()
    document.save(out)  # type: ignore[attr-defined]
    return out.getvalue()


def docx() -> bytes:
    """Return the note as a Word document."""
    document = word()
    document.add_heading("Patrol boats", 0)
    document.add_heading("The leaders", 1)
    document.add_paragraph("The leaders met at the caf\u00e9. They agreed on the price.")
    document.add_paragraph("Tiare has twelve.", style="List Bullet")
    table = document.add_table(rows=0, cols=3)
    for row in ROWS:
        for cell, words in zip(table.add_row().cells, row, strict=True):
            cell.text = words
    for cell in table.rows[0].cells:
        cell.paragraphs[0].runs[0].bold = True
    return saved(document)


def pptx() -> bytes:
    """Return the note as two slides, the first with notes."""
    from pptx import Presentation
    from pptx.util import Inches

    deck = Presentation()
    deck.core_properties.title, deck.core_properties.author = "Patrol boats", "Jane Rao"
    deck.core_properties.created = SENT.replace(tzinfo=None)
    first = deck.slides.add_slide(deck.slide_layouts[1])
    first.shapes.title.text = "The leaders"
    first.placeholders[1].text = "The leaders met.\nThey agreed on the price."
    first.notes_slide.notes_text_frame.text = "Say this slowly."
    second = deck.slides.add_slide(deck.slide_layouts[5])
    second.shapes.title.text = "The boats"
    table = second.shapes.add_table(3, 3, Inches(1), Inches(2), Inches(6), Inches(2)).table
    for at, row in enumerate(ROWS):
        for place, words in enumerate(row):
            table.cell(at, place).text = words
    return saved(deck)


def deck_saying(*sentences: str) -> bytes:
    """Return a deck of slides with one sentence each."""
    from pptx import Presentation

    deck = Presentation()
    for sentence in sentences:
        deck.slides.add_slide(deck.slide_layouts[1]).placeholders[1].text = sentence
    return saved(deck)


def xlsx() -> bytes:
    """Return the note's table as a workbook, with a real date, a share and a hidden sheet."""
    from openpyxl import Workbook

    book = Workbook()
    book.properties.title, book.properties.creator = "Patrol boats", "Jane Rao"
    book.properties.created = SENT.replace(tzinfo=None)
    sheet = book.active
    sheet.title = "Boats"
    sheet.append(["Patrol boats in service"])
    sheet.append([])
    sheet.append(["Boat", "Handed over", "Crew", "Share"])
    sheet.append(["Tiare", dt.date(2024, 6, 3), 12, 0.125])
    sheet.append(["Moana", dt.datetime(2024, 7, 1, 10, 30), 9, 0.5])
    sheet["D4"].number_format = sheet["D5"].number_format = "0.0%"
    hidden = book.create_sheet("Drafts")
    hidden.append(["A hidden", "draft"])
    hidden.sheet_state = "hidden"
    return saved(book)


def csv() -> bytes:
    """Return the note's table with semicolons between its values."""
    return "\n".join(";".join(row) for row in ROWS).encode()


def long_csv() -> bytes:
    """Return a table of more than one sector of a compound file."""
    return csv() + "".join(f"\nShip {number};2023-01-01;{number}" for number in range(300)).encode()


def mail(**headers: str) -> EmailMessage:
    """Return a mail with a subject, a sender and a date; more headers or others by their names."""
    message = EmailMessage()
    named = {
        "Subject": "Patrol boats",
        "From": "Jane Rao <jane@example.org>",
        "To": "kim@example.org",
        "Date": "Tue, 31 May 2022 10:00:00 +0000",
    }
    for name, words in {**named, **headers}.items():
        message[name] = words
    return message


def eml() -> bytes:
    """Return the note as a mail with both bodies, a quoted reply and an attachment."""
    message = mail()
    message.set_content(
        "Dear Kim,\n\nThe leaders met at the caf\u00e9. They agreed\non the price.\n\n"
        "On 2 May 2022 Kim wrote:\n> Is Tiare late?\n> Tell me.\n"
    )
    message.add_alternative("<p>The body in HTML.</p>", subtype="html")
    message.add_attachment(csv(), maintype="text", subtype="csv", filename="boats.csv")
    return message.as_bytes()


def odt() -> bytes:
    """Return the note as an OpenDocument text."""
    from odf.dc import Creator, Title
    from odf.meta import CreationDate, InitialCreator
    from odf.opendocument import OpenDocumentText
    from odf.table import Table, TableCell, TableHeaderRows, TableRow
    from odf.text import H, List, ListItem, P

    document = OpenDocumentText()
    document.meta.addElement(Title(text="Patrol boats"))
    document.meta.addElement(InitialCreator(text="Jane Rao"))
    document.meta.addElement(Creator(text="Someone Else"))
    document.meta.addElement(CreationDate(text="2022-05-31T10:00:00"))
    document.text.addElement(H(outlinelevel=1, text="The leaders"))
    document.text.addElement(P(text="The leaders met at the caf\u00e9. They agreed on the price."))
    items = List()
    item = ListItem()
    item.addElement(P(text="Tiare has twelve."))
    items.addElement(item)
    document.text.addElement(items)
    table, heads = Table(), TableHeaderRows()
    for number, row in enumerate(ROWS):
        line = TableRow()
        for words in row:
            cell = TableCell()
            cell.addElement(P(text=words))
            line.addElement(cell)
        (table if number else heads).addElement(line)
        if number == 0:
            table.addElement(heads)
    document.text.addElement(table)
    return saved(document)


def odt_saying(sentence: str) -> bytes:
    """Return an OpenDocument text of one sentence."""
    from odf.opendocument import OpenDocumentText
    from odf.text import P

    document = OpenDocumentText()
    document.text.addElement(P(text=sentence))
    return saved(document)


def msg(body: str = "The leaders met at the caf\u00e9. They agreed.\n\n> Is Tiare late?\n", html: bytes = b"") -> bytes:
    """Return the note as a message that Outlook saved."""
    ticks = int((SENT - dt.datetime(1601, 1, 1, tzinfo=dt.UTC)).total_seconds() * 10**7)
    fixed = b"\x00" * 32 + struct.pack("<IIQ", 0x00390040, 6, ticks) + struct.pack("<IIQ", 0x3FFD0003, 6, 1252)
    streams = {
        "__properties_version1.0": fixed,
        "__substg1.0_0037001F": "Patrol boats".encode("utf-16-le"),
        "__substg1.0_0C1A001E": "Jane Ra\u00f3".encode("cp1252"),
        "__substg1.0_5D01001F": "jane@example.org".encode("utf-16-le"),
        "__substg1.0_0E04001F": "Kim".encode("utf-16-le"),
        "__substg1.0_1000001F": body.encode("utf-16-le"),
        "__attach_version1.0_#00000000/__substg1.0_3707001F": "boats.csv".encode("utf-16-le"),
        "__attach_version1.0_#00000000/__substg1.0_37010102": long_csv(),
        "__attach_version1.0_#00000000/__properties_version1.0": b"\x00" * 8,
    }
    return compound_file({**streams, **({"__substg1.0_10130102": html} if html else {})})


def zipped(members: dict[str, bytes]) -> bytes:
    """Return a zip file with these members."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


def repacked(content: bytes, change: Callable[[str, bytes], bytes], more: Iterable[tuple[str, bytes]] = ()) -> bytes:
    """Return a zip file with its members changed, and with more of them."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        members = {name: change(name, archive.read(name)) for name in archive.namelist()}
    return zipped({**members, **dict(more)})


def html() -> bytes:
    """Return the note as a web page with a menu, a footer, a script and a frame."""
    return HTML.encode()


def rtf() -> bytes:
    """Return the note as rich text."""
    return RTF


def archive() -> bytes:
    """Return the note in a zip file, as two files in a folder."""
    return zipped({"notes/boats.csv": csv(), "notes/boats.html": html()})


def mhtml() -> bytes:
    """Return the note as a web page that was saved as one file, with its picture and another page in a frame."""
    message = mail(Subject="Patrol boats - The Paper", From="<Saved by Blink>")
    message.set_content(HTML, subtype="html")
    message.add_related(b"\x89PNG" * 1_000, maintype="image", subtype="png", cid="<picture>")
    message.add_related(b"<p>Framed.</p>", maintype="text", subtype="html", cid="<frame>")
    return message.as_bytes()


MADE: dict[str, Callable[[], bytes]] = {
    "docx": docx, "pptx": pptx, "xlsx": xlsx, "delimited": csv,
    "mail.eml": eml, "mail.msg": msg, "odt": odt, "rtf": rtf,
    "html": html, "zipped": archive, "ods": ods, "odp": odp, "mail.mhtml": mhtml,
}  # fmt: skip
"""What makes the note in the form that each extractor reads, by the extractor's module under `index.readers`."""
