"""A folder that holds one file of each form: what each says is found, cited, shown and verified."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from made_files import deck_saying, mail, msg, odt_saying, saved, word, zipped
from opendocument_files import box, cell, row, sheet_of, slides_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Run = Callable[..., Any]

pytestmark = pytest.mark.e2e

FACTS = {
    "letter.docx": ("The patrol boat Tiare was handed over in Avarua.", "Where was the patrol boat Tiare handed over?"),
    "slides.pptx": ("The new hospital opens in October.", "When does the new hospital open?"),
    "catches.xlsx": ("Species: Tuna; Tonnes: 412", "How many tonnes of tuna?"),
    "schools.csv": ("School: Nikao; Pupils: 231", "How many pupils does Nikao school have?"),
    "page.html": ("The harbor was closed by a cyclone for nine days.", "How long was the harbor closed?"),
    "mail.eml": ("The minister arrives on the morning flight.", "How does the minister arrive?"),
    "mail.eml/rates.csv": ("Tax: VAT; Rate: 15%", "What is the rate of VAT?"),
    "saved.msg": ("The cable reaches Rarotonga in spring.", "When does the cable reach Rarotonga?"),
    "minutes.odt": ("The committee chose Ms. Brough as its chair.", "Who did the committee choose as chair?"),
    "budget.ods": ("Item: Roof; Cost: 4150", "What does the roof cost?"),
    "talk.odp": ("The reef recovers slowly.", "How does the reef recover?"),
    "saved.mhtml": ("The library lends kites.", "What does the library lend?"),
    "note.rtf": ("The water tank on the hill leaks.", "What leaks on the hill?"),
    "pack.zip/inside.txt": ("The museum bought three old canoes.", "What did the museum buy?"),
}
"""What each file says, as it reads, and what is asked of it."""
WORDS = {name: fact for name, (fact, _) in FACTS.items()}


def fill(folder: Path) -> None:
    """Write one file of each form."""
    from openpyxl import Workbook

    letter = word()
    letter.add_paragraph(WORDS["letter.docx"])
    book = Workbook()
    book.active.append(["Species", "Tonnes"])
    book.active.append(["Tuna", 412])
    message = mail()
    message.set_content(WORDS["mail.eml"])
    message.add_attachment("Tax,Rate\nVAT,15%\nLevy,2%\n", subtype="csv", filename="rates.csv")
    page = mail(Subject="A page")
    page.set_content(f"<html><body><p>{WORDS['saved.mhtml']}</p></body></html>", subtype="html")
    contents = {
        "letter.docx": saved(letter),
        "slides.pptx": deck_saying("Welcome.", WORDS["slides.pptx"]),
        "catches.xlsx": saved(book),
        "schools.csv": b"School,Pupils\nNikao,231\n",
        "page.html": f"<html><body><nav>Menu</nav><main><p>{WORDS['page.html']}</p></main></body></html>".encode(),
        "mail.eml": message.as_bytes(),
        "saved.msg": msg(WORDS["saved.msg"]),
        "minutes.odt": odt_saying(WORDS["minutes.odt"]),
        "budget.ods": sheet_of(row(cell("Item"), cell("Cost")), row(cell("Roof"), cell("4150"))),
        "talk.odp": slides_of([box(WORDS["talk.odp"])]),
        "saved.mhtml": page.as_bytes(),
        "note.rtf": rb"{\rtf1 " + WORDS["note.rtf"].encode() + rb"\par}",
        "pack.zip": zipped({"inside.txt": WORDS["pack.zip/inside.txt"].encode()}),
        "broken.docx": b"PK\x03\x04 broken",
    }
    folder.mkdir()
    for name, content in contents.items():
        (folder / name).write_bytes(content)


def test_every_form_is_indexed_and_a_broken_file_is_named(home: Path, briefbot: Run) -> None:
    """With the files inside files; the rest is read all the same."""
    fill(home / "briefings")
    told = briefbot("index", "--json").json()
    assert set(FACTS) <= set(told["added"])
    assert [skipped["source"] for skipped in told["skipped"]] == ["broken.docx"]


def test_what_each_file_says_is_found_cited_shown_and_verified(home: Path, briefbot: Run) -> None:
    """The offsets count in what `show` prints; a slide has a page."""
    fill(home / "briefings")
    assert briefbot("index").status == 0
    for source, (fact, question) in FACTS.items():
        found = briefbot("ask", question, "--json").json()["answers"][0]
        assert found["source"] == source
        shown = briefbot("show", source, "--json").json()
        assert shown["text"][found["start"] : found["end"]] == found["text"]
        assert found["page"] == {"slides.pptx": 2, "talk.odp": 1}.get(source)
        assert briefbot("verify", found["citation"]).out.startswith(("stands", "ok"))
        assert fact.split()[-1].rstrip(".") in found["text"]
