"""Rich text (`.rtf`): paragraphs, table rows, and what the file says of itself. Its styles are not read."""

from __future__ import annotations

import datetime as dt
import re
from itertools import islice, zip_longest
from typing import TYPE_CHECKING

from index.errors import ReadingError
from index.lines import split_lines, trimmed
from index.paragraphs import Paragraph
from index.plain_headings import heading_of
from index.readers.composing import Composer, one_line
from index.readers.damage import translated
from index.readers.page_ends import page_ends
from index.records import Metadata

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from index.readers.extracted import Extracted

MAX_BYTES = 1 << 25
"""32 MiB, pictures included: every control word costs microseconds."""
_WEAK = 3
"""The level of headings that only their shape tells: in rich text, lines of that shape are too often something else."""
_MAGIC = b"{\\rtf"
MAX_FONTS = 100_000
"""In characters."""
# striprtf's patterns for these take minutes for lines that are made to harm: links lose what it would put behind their
# words, an address; fonts keep only what tells their letters.
_FONT = re.compile(r"\\f(\d{1,6})(?=\D)[^;]{0,300}?\\fcharset(\d{1,3})")
_HYPERLINK = re.compile("hyperlink", re.IGNORECASE)
_INFO = re.compile(r"\{\\info\b.{0,20000}?\}\s*\}", re.DOTALL)
_PAGE_END = re.compile(r"\{\\(?:header|footer)[lrf]?(?![a-z])")
_BRACE = re.compile(r"(?<!\\)[{}]")
_MOST_PAGE_ENDS = 100
_LONGEST_PAGE_END = 20_000
"""In characters, control words and pictures included."""
_DATE = re.compile(r"\\creatim\\yr(\d{4})\\mo(\d{1,2})\\dy(\d{1,2})")


def extract(source: str, content: bytes) -> Extracted:
    """Return what a file of rich text holds; see `Extractor`."""
    form = "rich text"
    if not content.lstrip().startswith(_MAGIC):
        raise ReadingError(f"{source} is damaged, or is not {form}", "save it anew")
    if len(content) > MAX_BYTES:
        raise ReadingError(f"{source} is longer than {MAX_BYTES >> 20} MiB", "save it without pictures")
    with translated(source, form):
        return _extract(source, content.decode("latin-1"))


def _extract(source: str, raw: str) -> Extracted:
    from striprtf.striprtf import font_table_group, rtf_to_text

    raw = _HYPERLINK.sub("LINK", raw).replace("{\\field", "\n{\\field")
    fonts = str(font_table_group(raw))  # type: ignore[no-untyped-call]
    if len(fonts) > MAX_FONTS:
        raise ReadingError(f"{source} names more fonts than any text needs", "save it anew")
    raw = raw.replace(fonts, _plain_table(fonts), 1) if fonts else raw

    def words(rtf: str) -> str:
        return str(rtf_to_text(rtf, encoding="cp1252", errors="replace"))  # type: ignore[no-untyped-call]

    composer = Composer(source)
    for line in page_ends(line for end in _page_ends(raw) for line in words(end).splitlines()):
        composer.aside(line)
    _compose(composer, words(raw))
    begin = raw.find("{\\info")
    info = _INFO.match(raw, begin) if begin >= 0 else None
    said = info[0] if info else ""
    metadata = Metadata(title=_field(said, "title", words), date=_date(said))
    return composer.finish(metadata, _field(said, "author", words))


def _page_ends(raw: str) -> Iterator[str]:
    """Yield the groups of page headers and footers, which striprtf leaves out, each as a text of its own."""
    for found in islice(_PAGE_END.finditer(raw), _MOST_PAGE_ENDS):
        depth = 1
        for brace in _BRACE.finditer(raw, found.end(), found.end() + _LONGEST_PAGE_END):
            depth += 1 if brace[0] == "{" else -1
            if not depth:
                yield rf"{{\rtf1 {raw[found.end() : brace.start()]}}}"
                break


def _compose(composer: Composer, text: str) -> None:
    """Add the paragraphs: each stands on a line of its own, table rows with a bar behind each cell."""
    lines = [trimmed(text, line.start, line.end) for line in split_lines(text)]
    paragraphs = [Paragraph((line,), quoted=False) for line in lines if line.start < line.end]
    for paragraph, below in zip_longest(paragraphs, paragraphs[1:]):
        words = text[paragraph.lines[0].start : paragraph.lines[0].end]
        heading = heading_of(text, paragraph, below)
        if words.endswith("|") and words.count("|") > 1:
            composer.row(words.removesuffix("|").split("|"))
        elif heading and heading.level < _WEAK:
            composer.heading(heading.level, heading.words)
        else:
            composer.text(words)


def _plain_table(fonts: str) -> str:
    """Return a table of fonts with nothing in it but their numbers and character sets."""
    named = "".join(rf"{{\f{number}\fcharset{letters} x;}}" for number, letters in _FONT.findall(fonts))
    return rf"{{\fonttbl{named}}}"


def _field(info: str, name: str, words: Callable[[str], str]) -> str | None:
    found = re.search(rf"\{{\\{name}\b ?([^{{}}]{{1,500}})\}}", info)
    return one_line(words(rf"{{\rtf1 {found[1]}}}")) or None if found else None


def _date(info: str) -> dt.date | None:
    found = _DATE.search(info)
    try:
        return dt.date(*map(int, found.groups())) if found else None
    except ValueError:
        return None
