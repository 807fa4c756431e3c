"""Files made to harm: each is refused or read in part, fast, and nothing of it reaches out."""

from __future__ import annotations

import io
import socket
import threading
import zipfile
from email.message import EmailMessage
from importlib import import_module
from typing import TYPE_CHECKING

import pytest
from made_files import MADE, docx, html, mail, odt, pptx, repacked, xlsx, zipped

from index.errors import ReadingError
from index.readers import archive as archives
from index.readers import attachments, composing
from index.readers import xlsx as sheets

if TYPE_CHECKING:
    from collections.abc import Iterator

    from index.readers.extracted import Extracted, Extractor

PARTS = {
    "docx": (docx, "word/document.xml"),
    "pptx": (pptx, "ppt/slides/slide1.xml"),
    "xlsx": (xlsx, "xl/worksheets/sheet1.xml"),
    "odt": (odt, "content.xml"),
}
packed = pytest.mark.parametrize("form", sorted(PARTS))
LAUGHS = b"<!DOCTYPE x [<!ENTITY a 'ha'>" + b"".join(
    b"<!ENTITY %c '%s'>" % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(9)
)
STRANGE = "<?xml version='1.0'?>"


def extracted(form: str, content: bytes) -> Extracted:
    """Return what a file holds."""
    extract: Extractor = import_module(f"index.readers.{form}").extract
    return extract(f"bad.{form}", content)


def words_of(form: str, content: bytes) -> str:
    """Return the text of a file."""
    return extracted(form, content).text


def with_declaration(form: str, declaration: bytes, reference: bytes) -> bytes:
    """Return a file whose main part declares a document type and uses what it declares."""
    make, part = PARTS[form]

    def change(name: str, content: bytes) -> bytes:
        if name != part:
            return content
        start = content.index(b"?>") + 2 if content.startswith(b"<?") else 0
        content = content[:start] + declaration + content[start:]
        for words in (b"leaders", b"Patrol boats in service", b"<v>12</v>"):
            content = content.replace(words, words.replace(b"12", reference) if words[:1] == b"<" else reference)
        return content

    return repacked(make(), change)


@packed
def test_entities_that_grow_are_refused(form: str) -> None:
    """A billion laughs never come: the part that declares them is refused before it is read."""
    bomb = with_declaration(form, LAUGHS + b"]>", b"&j;")
    with pytest.raises(ReadingError, match=r"^bad\.\w+ "):
        words_of(form, bomb)


def test_entities_in_another_encoding_are_refused() -> None:
    """The declaration is then seen by the parser only."""
    part = f"<?xml version='1.0' encoding='utf-16'?>{(LAUGHS + b']>').decode()}<worksheet>&j;</worksheet>".encode(
        "utf-16"
    )
    for form in sorted(PARTS):
        make, name = PARTS[form]
        bomb = repacked(make(), lambda one, held, name=name: part if one == name else held)
        with pytest.raises(ReadingError, match=r"^bad\.\w+ (?:declares|is damaged)"):
            words_of(form, bomb)


@packed
def test_entities_from_outside_are_refused(form: str, tmp_path: object) -> None:
    """Neither a file nor an address that a declaration names is ever opened."""
    secret = tmp_path / "secret.txt"  # type: ignore[operator]
    secret.write_text("the secret")
    declared = f"<!DOCTYPE x [<!ENTITY a SYSTEM '{secret.as_uri()}'>]>".encode()
    with pytest.raises(ReadingError, match="declares a document type"):
        words_of(form, with_declaration(form, declared, b"&a;"))


@packed
def test_a_part_that_unpacks_a_thousandfold_is_refused(form: str) -> None:
    """By the sizes that the zip file states, before it is unpacked."""
    make, part = PARTS[form]
    blanks = b" " * 20_000_000
    with pytest.raises(ReadingError, match="would unpack to far more than it should"):
        words_of(form, repacked(make(), lambda name, content: content + blanks if name == part else content))


@packed
def test_a_part_that_lies_about_its_size_is_refused(form: str) -> None:
    """No more is unpacked than it says, and then its checksum is wrong."""
    make, part = PARTS[form]
    content = bytearray(repacked(make(), lambda name, held: held + b" " * 500_000 if name == part else held))
    with zipfile.ZipFile(io.BytesIO(bytes(content))) as archive:
        info = archive.getinfo(part)
    size = info.file_size.to_bytes(4, "little")
    content = bytearray(bytes(content).replace(size, (1_000).to_bytes(4, "little")))
    with pytest.raises(ReadingError, match="is damaged"):
        words_of(form, bytes(content))


def test_files_that_would_fill_the_memory_together_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each is within its own bounds; their sum is not."""
    monkeypatch.setattr(archives, "MAX_TOTAL", 1 << 20)
    members = {f"{number}.txt": bytes(range(256)) * 1_000 for number in range(5)}
    with pytest.raises(ReadingError, match="would unpack to 1 MiB, more than is read"):
        words_of("zipped", zipped(members))
    monkeypatch.setattr(archives, "MAX_MEMBER", 200_000)
    with pytest.raises(ReadingError, match=r"holds 0\.txt of 0 MiB"):
        words_of("zipped", zipped({"0.txt": members["0.txt"]}))


def test_too_many_members_are_refused() -> None:
    """They cost more than their bytes."""
    with pytest.raises(ReadingError, match="holds 20,001 files"):
        words_of("zipped", zipped({f"{number}": b"" for number in range(20_001)}))


def test_of_too_many_files_in_a_file_the_first_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """And of too many bytes in them; what is left out is told, and never unpacked."""
    monkeypatch.setattr(attachments, "MAX_ATTACHED", 3)
    found = extracted("zipped", zipped({f"{number}.txt": b"a" for number in range(10)}))
    assert [one.name for one in found.attached] == ["0.txt", "1.txt", "2.txt"]
    assert found.notices == ("files inside it left out: 7; 3 files and 50 MB are read at most",)
    monkeypatch.setattr(attachments, "MAX_BYTES", 1_000_000)
    monkeypatch.setattr(archives, "MAX_MEMBER", 700_000)
    sizes = {"a": 600_000, "b": 800_000, "c": 300_000}
    found = extracted("zipped", zipped({name: bytes(range(250)) * (size // 250) for name, size in sizes.items()}))
    assert [one.name for one in found.attached] == ["a", "c"]
    message = mail()
    message.set_content("words")
    for _ in range(5):
        message.add_attachment(b"a", maintype="text", subtype="csv", filename="a.csv")
    assert len(extracted("mail.eml", message.as_bytes()).attached) == 3


def test_an_encrypted_member_is_told() -> None:
    """It is not called damaged."""
    content = bytearray(zipped({"a.txt": b"words"}))
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(mark) + place] |= 1
    with pytest.raises(ReadingError, match="is encrypted; save it without a password"):
        words_of("zipped", bytes(content))


def sheet_of(rows: str) -> bytes:
    """Return a workbook whose first sheet holds these rows."""
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    part = f'<worksheet xmlns="{space}"><sheetData>{rows}</sheetData></worksheet>'
    return repacked(xlsx(), lambda name, held: (STRANGE + part).encode() if name.endswith("sheet1.xml") else held)


def test_a_sheet_of_a_million_blanks_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """Counted before a cell is parsed."""
    monkeypatch.setattr(sheets, "MAX_TAGS", 100_000)
    with pytest.raises(ReadingError, match="holds more than 50,000 cells"):
        words_of("xlsx", sheet_of("".join(f'<c r="A{n * n}"/>' for n in range(100_000))))


@pytest.mark.parametrize("row", ["99999999999", "1048577"])
def test_a_row_of_an_impossible_number_is_refused(row: str) -> None:
    """Its reader would count up to it."""
    with pytest.raises(ReadingError, match="has a row beyond 1,048,576"):
        words_of("xlsx", sheet_of(f'<row r="{row}"><c r="A{row}"><v>1</v></c></row>'))


def test_a_cell_far_to_the_right_is_not_read() -> None:
    """And the cells between take no memory."""
    assert "7" in words_of("xlsx", sheet_of('<row r="1"><c r="B1"><v>7</v></c><c r="XFD1"><v>8</v></c></row>'))
    assert "8" not in words_of("xlsx", sheet_of('<row r="1"><c r="B1"><v>7</v></c><c r="XFD1"><v>8</v></c></row>'))


def test_more_rows_than_are_read_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """In a workbook and in a table of text."""
    monkeypatch.setattr(sheets, "MAX_ROWS", 10)
    with pytest.raises(ReadingError, match="holds more than 10 rows"):
        words_of("xlsx", sheet_of("".join(f'<row r="{n}"><c r="A{n}"><v>1</v></c></row>' for n in range(1, 12))))
    with pytest.raises(ReadingError, match="holds more than 100,000 rows"):
        words_of("delimited", b"a,b\n" * 100_001)
    with pytest.raises(ReadingError, match="holds more than 200 columns in row 1"):
        words_of("delimited", b"a," * 201)


def test_parts_in_parts_without_end_are_refused() -> None:
    """A mail in a mail is a file of its own, but containers in containers are not."""
    outer = mail()
    outer.set_content("deep")
    for _ in range(60):
        wrapped = EmailMessage()
        wrapped["Subject"] = "a"
        wrapped.make_mixed()
        wrapped.attach(outer)
        outer = wrapped
    with pytest.raises(ReadingError, match=r"more than 50 deep|is damaged"):
        words_of("mail.eml", outer.as_bytes())


def test_thousands_of_parts_are_refused() -> None:
    """Counted before they are parsed."""
    part = b"\n--b\nContent-Type: text/plain\n\nwords\n"
    content = b"Subject: a\nContent-Type: multipart/mixed; boundary=b\n" + part * 5_000 + b"--b--\n"
    with pytest.raises(ReadingError, match="holds more than 1,000 parts"):
        words_of("mail.eml", content)


def test_parts_without_a_header_are_counted_too() -> None:
    """By their boundaries."""
    content = b"Subject: a\nContent-Type: multipart/mixed; boundary=b\n" + b"\n--b\n\nx" * 5_000
    with pytest.raises(ReadingError, match="holds more than 1,000 parts"):
        words_of("mail.eml", content)


def test_headers_are_cut_to_what_is_read_in_time() -> None:
    """A million encoded words would take gigabytes."""
    content = b"Subject: " + b"=?utf-8?q?word?= " * 100_000 + b"\nTo: " + b"a@b.c, " * 100_000 + b"\n\nx"
    assert len(words_of("mail.eml", content)) < 10_000


def test_a_table_of_fonts_without_end_is_refused() -> None:
    """Its reader would take minutes."""
    with pytest.raises(ReadingError, match="names more fonts than any text needs"):
        words_of("rtf", rb"{\rtf1{\fonttbl" + rb"{\f0\fcharset0 a" * 30_000)


def test_a_mail_whose_boundary_never_ends_is_read() -> None:
    """With headers as long as they like."""
    content = (
        b"Subject: " + b"a" * 1_000_000 + b"\nContent-Type: multipart/mixed; boundary=" + b"b" * 100_000 + b"\n\nx"
    )
    assert words_of("mail.eml", content).startswith("aaa")


def test_a_page_nested_without_end_is_refused() -> None:
    """Rather than cut off in silence."""
    with pytest.raises(ReadingError, match="nested too deep"):
        words_of("html", b"<div>" * 100_000 + b"deep")


def test_more_text_than_is_read_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever form it comes in."""
    monkeypatch.setattr(composing, "MAX_CHARACTERS", 20)
    for form in sorted(set(MADE) - {"zipped"}):
        with pytest.raises(ReadingError, match="holds more than 20 characters of text"):
            words_of(form, MADE[form]())


@pytest.fixture
def listening() -> Iterator[tuple[int, list[object]]]:
    """Give the port of a server on this machine, and who called."""
    called: list[object] = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.05)
        done = threading.Event()

        def wait() -> None:
            while not done.is_set():
                try:
                    connection, address = server.accept()
                    connection.close()
                    called.append(address)
                except TimeoutError:
                    continue

        thread = threading.Thread(target=wait)
        thread.start()
        yield server.getsockname()[1], called
        done.set()
        thread.join()


def test_nothing_outside_is_ever_called(listening: tuple[int, list[object]]) -> None:
    """Links, pictures, frames, style sheets, templates, entities: all point at a server that listens."""
    port, called = listening
    link = f"http://127.0.0.1:{port}/x"
    outside = (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId99" '
        f'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate" Target="{link}" '
        f'TargetMode="External"/><Relationship Id="rId98" Type="x/image" Target="{link}"/></Relationships>'
    )
    for form, (make, part) in PARTS.items():
        folder = part.rpartition("/")[0]
        words_of(form, repacked(make(), lambda _, held: held, [(f"{folder}/_rels/extra.rels", outside.encode())]))
        declared = f"<!DOCTYPE x SYSTEM '{link}' [<!ENTITY a SYSTEM '{link}'>]>".encode()
        with pytest.raises(ReadingError):
            words_of(form, with_declaration(form, declared, b"&a;"))
    pulling = f'<base href="{link}"><img src="{link}"><link rel=stylesheet href="{link}"><object data="{link}">'
    body = f'<!DOCTYPE x SYSTEM "{link}">'.encode() + html() + pulling.encode()
    words_of("html", body)
    message = mail()
    message.set_content(body.decode(), subtype="html")
    words_of("mail.eml", message.as_bytes())
    words_of("rtf", MADE["rtf"]() + rb'{\field{\*\fldinst INCLUDEPICTURE "%s"}{\fldrslt x}}' % link.encode())
    assert called == []
    socket.create_connection(("127.0.0.1", port)).close()
    threading.Event().wait(0.3)
    assert len(called) == 1
