"""The formats that are taken apart in a child process: what tells one, and which module reads it.

To add a format is to add a module with an `extract` (an `Extractor`) and a line here.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING

from index.errors import MissingPartError, ReadingError
from index.readers.sniff import Kind, sniff

if TYPE_CHECKING:
    from index.readers.extracted import Extracted, Extractor


@dataclass(frozen=True, slots=True)
class Format:
    """One format.

    Attributes:
        kind: what the content of its files is found to be.
        suffixes: the ends of its files' names, in lower case, with their dot.
        module: the module whose `extract` reads it.
        libraries: the modules that `module` needs beyond the plain install, by the names that they are imported by.
        extra: the extra that brings them.
    """

    kind: Kind
    suffixes: tuple[str, ...]
    module: str
    libraries: tuple[str, ...] = ()
    extra: str = "office"


FORMATS: dict[Kind, Format] = {
    one.kind: one
    for one in (
        Format(Kind.PDF, (".pdf",), "index.readers.pdf"),
        Format(Kind.DOCX, (".docx", ".docm"), "index.readers.docx", ("lxml",)),
        Format(Kind.PPTX, (".pptx", ".pptm"), "index.readers.pptx", ("lxml",)),
        Format(Kind.XLSX, (".xlsx", ".xlsm"), "index.readers.xlsx", ("lxml", "openpyxl", "defusedxml")),
        Format(Kind.ODT, (".odt",), "index.readers.odt", ("lxml",)),
        Format(Kind.ODS, (".ods",), "index.readers.ods", ("lxml",)),
        Format(Kind.ODP, (".odp",), "index.readers.odp", ("lxml",)),
        Format(Kind.RTF, (".rtf",), "index.readers.rtf", ("striprtf",)),
        Format(Kind.HTML, (".html", ".htm"), "index.readers.html", ("lxml",)),
        Format(Kind.EML, (".eml",), "index.readers.mail.eml", ("lxml",)),
        Format(Kind.MHTML, (".mhtml", ".mht"), "index.readers.mail.mhtml", ("lxml",)),
        Format(Kind.MSG, (".msg",), "index.readers.mail.msg", ("lxml", "olefile")),
        Format(Kind.CSV, (".csv", ".tsv"), "index.readers.delimited"),
        Format(Kind.ZIP, (".zip",), "index.readers.zipped"),
    )
}  # fmt: skip
"""Every format that is taken apart, by its kind."""

SUFFIXES: dict[str, Format] = {suffix: one for one in FORMATS.values() for suffix in one.suffixes}
"""The same by the ends of names."""


NOT_READ: dict[str, str] = {
    ".doc": "an old Word file: save it as .docx",
    ".dot": "an old Word template: save it as .docx",
    ".xls": "an old Excel file: save it as .xlsx",
    ".xlsb": "a binary Excel file: save it as .xlsx",
    ".ppt": "an old PowerPoint file: save it as .pptx",
    ".pps": "an old PowerPoint file: save it as .pptx",
    ".pages": "a Pages document: export it as .docx or .pdf",
    ".numbers": "a Numbers sheet: export it as .xlsx or .csv",
    ".key": "a Keynote deck: export it as .pptx or .pdf",
    ".wpd": "a WordPerfect document: save it as .docx",
    ".epub": "an e-book: save it as .html or .pdf",
    ".mbox": "a mailbox: save its mails as .eml",
    ".pst": "an Outlook mailbox: save its mails as .msg",
}
"""Forms that briefings come in and that no module reads, by the ends of names: what to do with one, as a clause."""


def missing_part(suffix: str) -> str | None:
    """Return what is to be installed before files with this end are read, as a clause, or None where nothing is."""
    wanted = SUFFIXES.get(suffix)
    lacking = _lacking(wanted) if wanted else ()
    return _said(wanted, lacking) if wanted and lacking else None


def extract(source: str, content: bytes) -> Extracted:
    """Return what a file holds, by what its content is rather than what it is called; for the child process.

    Raises:
        ReadingError: it is damaged, encrypted, beyond a limit, or of no format that is read.
        MissingPartError: a library is missing.
    """
    named = SUFFIXES.get(_suffix(source))
    kind = sniff(content) or (named.kind if named and named.kind.is_text else None)
    if kind is None:
        raise ReadingError(f"{source} is {'no ' + named.kind.value if named else 'of no known format'}", "")
    if kind not in FORMATS or (named and kind is Kind.ZIP and named.kind.is_zip):
        told = f", not {_a(named.kind)}" if named and named.kind is not kind else ""
        raise ReadingError(f"{source} is {_a(kind)}{told}", kind.todo)
    chosen = FORMATS[kind]
    if lacking := _lacking(chosen):
        raise MissingPartError(f"{source} is {_a(kind)} and {_said(chosen, lacking)}")
    extractor: Extractor = import_module(chosen.module).extract
    extracted = extractor(source, content)
    if named is chosen:
        return extracted
    return replace(extracted, notices=(f"read as {_a(kind)}, which is what it holds", *extracted.notices))


def _said(chosen: Format, lacking: tuple[str, ...]) -> str:
    return f"needs {' and '.join(lacking)}: pip install 'briefbot[{chosen.extra}]'"


def _lacking(chosen: Format) -> tuple[str, ...]:
    return tuple(library for library in chosen.libraries if not _is_installed(library))


@cache
def _is_installed(library: str) -> bool:
    return find_spec(library) is not None


def _suffix(source: str) -> str:
    return f".{source.rpartition('.')[2].lower()}"


def _a(kind: Kind) -> str:
    return f"{'an' if kind.value[0] in 'AEIOUaeiou' else 'a'} {kind.value}"
