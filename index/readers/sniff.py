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
    ZIP = "ZIP archive"
    MSG = "Outlook message"
    RTF = "RTF document"
    OLD_OFFICE = "document of Office 97 to 2003"
    ENCRYPTED_OFFICE = "Office document with a password"
    HTML = "web page"
    EML = "mail"
    CSV = "CSV table"

    @property
    def is_text(self) -> bool:
        """Whether nothing in the content tells it from other text, so that the name has to."""
        return self in (Kind.HTML, Kind.EML, Kind.CSV)

    @property
    def is_zip(self) -> bool:
        """Whether it is a ZIP archive with members of its own."""
        return self in (Kind.DOCX, Kind.PPTX, Kind.XLSX, Kind.ODT)

    @property
    def todo(self) -> str:
        """What a person can do with one that is not read."""
        told = {
            Kind.OLD_OFFICE: "save it as .docx, .pptx or .xlsx",
            Kind.ENCRYPTED_OFFICE: "save it without the password",
        }
        return told.get(self, "")


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
    if told.startswith(b"application/vnd.oasis.opendocument.text"):
        return Kind.ODT
    folders = {name.partition("/")[0] for name in names} if "[Content_Types].xml" in names else set()
    found = (("word", Kind.DOCX), ("ppt", Kind.PPTX), ("xl", Kind.XLSX))
    return next((kind for folder, kind in found if folder in folders), Kind.ZIP)


def _kind_of_ole(content: bytes) -> Kind:
    """Return what a compound file is, by the names of its streams, which are UTF-16."""
    if "EncryptedPackage".encode("utf-16-le") in content:
        return Kind.ENCRYPTED_OFFICE
    return Kind.MSG if "__properties_version1.0".encode("utf-16-le") in content else Kind.OLD_OFFICE
