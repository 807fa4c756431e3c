"""What a file is, told by its content."""

from __future__ import annotations

import io
from enum import Enum

_HEAD = 1024
"""A PDF may begin with other bytes, so many of them at most (PDF 1.7, appendix H, note 13)."""
_PDF = b"%PDF-"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_RTF = b"{\\rtf"
_MOST_MEMBERS = 20_000


class Kind(Enum):
    """What a file's content is found to be; the value is what a person calls it."""

    PDF = "PDF"
    DOCX = "Word document"
    PPTX = "PowerPoint presentation"
    XLSX = "Excel workbook"
    ODT = "OpenDocument text"
    ODS = "OpenDocument sheet"
    ODP = "OpenDocument presentation"
    ZIP = "ZIP archive"
    MSG = "Outlook message"
    RTF = "RTF document"
    OLD_WORD = "old Word file"
    OLD_EXCEL = "old Excel file"
    OLD_POWERPOINT = "old PowerPoint file"
    OLD_OFFICE = "document of Office 97 to 2003"
    ENCRYPTED_OFFICE = "Office document with a password"
    HTML = "web page"
    EML = "mail"
    MHTML = "saved web page"
    CSV = "CSV table"

    @property
    def is_text(self) -> bool:
        """Whether nothing in the content tells it from other text, so that the name has to."""
        return self in (Kind.HTML, Kind.EML, Kind.MHTML, Kind.CSV)

    @property
    def is_zip(self) -> bool:
        """Whether it is a ZIP archive with members of its own."""
        return self in (Kind.DOCX, Kind.PPTX, Kind.XLSX, Kind.ODT, Kind.ODS, Kind.ODP)

    @property
    def todo(self) -> str:
        """What a person can do with one that is not read."""
        told = {
            Kind.OLD_WORD: "save it as .docx",
            Kind.OLD_EXCEL: "save it as .xlsx",
            Kind.OLD_POWERPOINT: "save it as .pptx",
            Kind.OLD_OFFICE: "save it as .docx, .pptx or .xlsx",
            Kind.ENCRYPTED_OFFICE: "save it without the password",
        }
        return told.get(self, "")


_STREAMS = (
    ("EncryptedPackage", Kind.ENCRYPTED_OFFICE),
    ("__properties_version1.0", Kind.MSG),
    ("WordDocument", Kind.OLD_WORD),
    ("PowerPoint Document", Kind.OLD_POWERPOINT),
    ("Workbook", Kind.OLD_EXCEL),
    ("Book\0", Kind.OLD_EXCEL),
)
"""The streams that tell what a compound file is; one that is in another (a sheet in a deck) has a later place."""


def is_foreign(content: bytes) -> bool:
    """Return whether content is plainly of a format that is no text, by its first bytes."""
    return content.startswith((_PDF, *_ZIP, _OLE, _RTF))


def is_pdf(content: bytes) -> bool:
    """Return whether content is a PDF."""
    return _PDF in content[:_HEAD]


def sniff(content: bytes) -> Kind | None:
    """Return what a file's content is, or None where nothing in it tells; for the child process."""
    if is_pdf(content):
        return Kind.PDF
    if content.startswith(_ZIP):
        return _kind_of_zip(content)
    if content.startswith(_OLE):
        return _kind_of_ole(content)
    return Kind.RTF if content.startswith(_RTF) else None


def _kind_of_zip(content: bytes) -> Kind:
    import zipfile

    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = archive.namelist()[:_MOST_MEMBERS]
            with archive.open(names[0]) if names[:1] == ["mimetype"] else io.BytesIO() as member:
                told = member.read(_HEAD)
    except (OSError, ValueError, NotImplementedError, RuntimeError, zipfile.BadZipFile):
        return Kind.ZIP
    for form, kind in ((b"text", Kind.ODT), (b"spreadsheet", Kind.ODS), (b"presentation", Kind.ODP)):
        if told.startswith(b"application/vnd.oasis.opendocument." + form):
            return kind
    folders = {name.partition("/")[0] for name in names} if "[Content_Types].xml" in names else set()
    found = (("word", Kind.DOCX), ("ppt", Kind.PPTX), ("xl", Kind.XLSX))
    return next((kind for folder, kind in found if folder in folders), Kind.ZIP)


def _kind_of_ole(content: bytes) -> Kind:
    """Return what a compound file is, by the names of its streams, which are UTF-16."""
    return next((kind for name, kind in _STREAMS if name.encode("utf-16-le") in content), Kind.OLD_OFFICE)
