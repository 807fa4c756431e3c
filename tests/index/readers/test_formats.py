"""A file is read as what it holds, not as what it is called."""

from __future__ import annotations

import io
import zipfile

import pdf_files
import pytest
from opendocument_files import odp, ods

from index.errors import MissingPartError, ReadingError
from index.readers import formats, missing_part, read, readable_suffixes, unreadable, what_to_put
from index.readers.formats import FORMATS, Format, extract
from index.readers.sniff import Kind, is_foreign, sniff

PDF = pdf_files.ligatures()
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def zipped(*names: str, mimetype: str = "") -> bytes:
    """Return a ZIP archive with members of these names."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        if mimetype:
            archive.writestr("mimetype", mimetype)
        for name in names:
            archive.writestr(name, "x")
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (PDF, Kind.PDF),
        (b"junk before\n" + PDF, Kind.PDF),
        (zipped("[Content_Types].xml", "word/document.xml"), Kind.DOCX),
        (zipped("[Content_Types].xml", "ppt/presentation.xml"), Kind.PPTX),
        (zipped("[Content_Types].xml", "xl/workbook.xml"), Kind.XLSX),
        (zipped("content.xml", mimetype="application/vnd.oasis.opendocument.text"), Kind.ODT),
        (zipped("word/a.txt"), Kind.ZIP),
        (b"PK\x03\x04broken", Kind.ZIP),
        (zipped(), Kind.ZIP),
        (OLE + "__properties_version1.0".encode("utf-16-le"), Kind.MSG),
        (OLE + "EncryptedPackage".encode("utf-16-le"), Kind.ENCRYPTED_OFFICE),
        (OLE + "WordDocument".encode("utf-16-le"), Kind.OLD_WORD),
        (OLE + "Workbook".encode("utf-16-le"), Kind.OLD_EXCEL),
        (OLE + "PowerPoint Document Workbook".encode("utf-16-le"), Kind.OLD_POWERPOINT),
        (OLE, Kind.OLD_OFFICE),
        (ods(), Kind.ODS),
        (odp(), Kind.ODP),
        (b"{\\rtf1 words}", Kind.RTF),
        (b"<html>words</html>", None),
        (b"", None),
    ],
)
def test_content_tells_what_a_file_is(content: bytes, kind: Kind | None) -> None:
    """By its first bytes, and a ZIP archive by its members."""
    assert sniff(content) is kind


def test_what_is_foreign_to_plain_text_is_told_at_once() -> None:
    """Without opening it."""
    assert [is_foreign(content) for content in (PDF, zipped("a"), OLE, b"{\\rtf1", b"words", b"")] == [True] * 4 + [
        False
    ] * 2


@pytest.mark.parametrize("name", ["a.txt", "a.md"])
def test_a_file_is_read_as_what_it_holds(name: str) -> None:
    """With a notice that says so; it has no lines then, and no markup."""
    document = read(name, PDF)
    assert document.notices == ("read as a PDF, which is what it holds",)
    assert document.is_extracted
    assert document.text == read("a.pdf", PDF).text


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"words", "a.pdf is no PDF"),
        (b"", "a.pdf is no PDF"),
        (OLE, "a.pdf is a document of Office 97 to 2003, not a PDF; save it as .docx, .pptx or .xlsx"),
        (
            OLE + "EncryptedPackage".encode("utf-16-le"),
            "a.pdf is an Office document with a password, not a PDF; save it without the password",
        ),
    ],
)
def test_what_is_not_what_it_is_called_is_told(content: bytes, message: str) -> None:
    """And what can be done."""
    with pytest.raises(ReadingError) as caught:
        read("a.pdf", content)
    assert str(caught.value) == message


def test_a_missing_library_is_named_with_the_command_that_installs_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """Before a file is opened, and where only its content tells."""
    lacking = Format(Kind.PDF, (".pdf",), "index.readers.pdf", ("no_such_library",))
    monkeypatch.setitem(FORMATS, Kind.PDF, lacking)
    monkeypatch.setitem(formats.SUFFIXES, ".pdf", lacking)
    why = "needs no_such_library: pip install 'briefbot[office]'"
    assert unreadable(".pdf") == missing_part(".pdf") == why
    with pytest.raises(MissingPartError) as caught:
        read("a.pdf", PDF)
    assert str(caught.value) == f"a.pdf {why}"
    with pytest.raises(MissingPartError) as caught:
        extract("a.txt", PDF)
    assert str(caught.value) == f"a.txt is a PDF and {why}"


def test_every_format_is_readable_by_its_suffixes() -> None:
    """In lower case, with a dot, each but once."""
    suffixes = [suffix for one in FORMATS.values() for suffix in one.suffixes]
    assert len(suffixes) == len(set(suffixes))
    assert set(suffixes) < set(readable_suffixes())
    assert all(suffix.startswith(".") and suffix == suffix.lower() for suffix in suffixes)
    assert unreadable(".exe") == "no reader for .exe"
    assert unreadable(".doc") == "an old Word file: save it as .docx"
    with pytest.raises(ReadingError, match=r"^a\.xls is an old Excel file: save it as \.xlsx$"):
        read("a.xls", b"")
    assert not set(formats.NOT_READ) & set(readable_suffixes())
    assert unreadable("") == "no reader for a name without an ending"


def test_an_empty_folder_is_told_what_to_put_there(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every form that is read here, and of the others the command that lets them be."""
    told = what_to_put()
    assert told.startswith("put briefings there: .csv, .docx, .eml, .html, .md, ")
    assert {one.suffixes[0] for one in FORMATS.values()} <= set(told.removeprefix("put briefings there: ").split(", "))
    monkeypatch.setattr(formats, "_is_installed", lambda library: library != "openpyxl")
    assert ".xlsx," not in what_to_put()
    assert what_to_put().endswith(".zip; with pip install 'briefbot[office]' also .xlsx")
