"""YAML front matter: the block between `---` lines with which a note may begin."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from index.dates import parse_date
from index.records import Metadata, Span

MAX_CHARACTERS = 65_536
"""The longest front matter that is parsed. Real ones have some hundred characters; YAML is slow and recursive."""

NOT_READ = "front matter not read"
"""What the notice of a block that cannot be read begins with."""

_LINE_END = r"(?:\r\n?|\n)"
_OPENING = re.compile(rf"---[ \t]*{_LINE_END}")
_CLOSING = re.compile(rf"(?:(?<=\n)|(?<=\r))(?:---|\.\.\.)[ \t]*(?:{_LINE_END}|\Z)")
# A note may also open with a thematic break, and hold another further down: what stands between them is front matter
# only where it begins with a key and each line that is not indented looks like YAML.
_KEY = r"[\w\"'][^:\r\n]*:(?:\s|\Z)"
_MAPPING = re.compile(rf"(?:\s|#[^\r\n]*[\r\n])*{_KEY}")
_FOREIGN = re.compile(rf"(?:(?<=\n)|(?<=\r))(?=\S)(?!#|-\s|[\]}}]|{_KEY})")


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What a note's front matter holds.

    Attributes:
        metadata: title, date, tags and classification, as far as they could be read.
        span: the whole block, both fences and the last line end included.
        notices: what could not be read, one line each.
    """

    metadata: Metadata
    span: Span
    notices: tuple[str, ...] = ()


def read_front_matter(text: str) -> FrontMatter | None:
    """Return the front matter at the very top of `text`, or None where there is none.

    A block that is not YAML, or is too long, or uses aliases (which can blow up to gigabytes) gives empty metadata and
    a notice: the note itself can still be read.
    """
    inside = _inside(text)
    if inside is None:
        return None
    span = Span(0, end_of_front_matter(text))
    block = text[inside.start : inside.end]
    try:
        fields = _load(block)
    except ValueError as error:
        return FrontMatter(Metadata(), span, (f"{NOT_READ}: {error}",))
    return _interpret(fields, span)


def end_of_front_matter(text: str) -> int:
    """Return the offset where the front matter at the very top of `text` ends, 0 where there is none."""
    inside = _inside(text)
    closing = _CLOSING.match(text, inside.end) if inside else None
    return closing.end() if closing else 0


def _inside(text: str) -> Span | None:
    """Return where the lines between the fences stand, or None where there is no front matter."""
    opening = _OPENING.match(text)
    closing = _CLOSING.search(text, opening.end()) if opening else None
    if not opening or not closing or not _is_mapping(text, opening.end(), closing.start()):
        return None
    return Span(opening.end(), closing.start())


def _is_mapping(text: str, start: int, end: int) -> bool:
    return bool(_MAPPING.match(text, start, end)) and not _FOREIGN.search(text, start, end)


def _load(block: str) -> dict[object, object]:
    """Return the mapping that a block of YAML is.

    Raises:
        ValueError: it is too long, uses aliases, or is not a YAML mapping; the message is one short line.
    """
    if len(block) > MAX_CHARACTERS:
        raise ValueError(f"it is longer than {MAX_CHARACTERS:,} characters")
    import yaml

    try:
        if "*" in block and any(isinstance(event, yaml.AliasEvent) for event in yaml.parse(block)):
            raise ValueError("it uses YAML aliases")
        fields = yaml.safe_load(block)
    except (yaml.YAMLError, RecursionError) as error:
        raise ValueError(f"not YAML{_place(error)}") from error
    if not isinstance(fields, dict):
        raise ValueError("it has no keys")  # noqa: TRY004 - the file is at fault here, not a caller's type
    return fields


def _place(error: Exception) -> str:
    mark = getattr(error, "problem_mark", None)
    return f" at line {mark.line + 2}" if mark else ""


def _interpret(fields: dict[object, object], span: Span) -> FrontMatter:
    named = {str(key).strip().lower(): value for key, value in fields.items()}
    date = _date(named.get("date"))
    metadata = Metadata(
        title=_words(named.get("title")),
        date=date,
        tags=_tags(named.get("tags")),
        classification=_words(named.get("classification")),
        author=_author(named.get("author", named.get("authors"))),
    )
    notices: tuple[str, ...] = ()
    if date is None and named.get("date") not in (None, ""):
        notices = (f"date in front matter not understood: {_words(named['date'])}",)
    return FrontMatter(metadata, span, notices)


def _words(value: object) -> str | None:
    """Return a scalar as one line of text, or None for nothing and for lists and mappings."""
    if value is None or isinstance(value, list | dict | set | bytes):
        return None
    return " ".join(str(value).split()) or None


def _date(value: object) -> dt.date | None:
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    return parse_date(value) if isinstance(value, str) else None


def _author(value: object) -> str | None:
    names = [_words(name) for name in value] if isinstance(value, list) else [_words(value)]
    return ", ".join(name for name in names if name) or None


def _tags(value: object) -> tuple[str, ...]:
    values = value if isinstance(value, list) else str(value or "").split(",")
    tags = (_words(tag) for tag in values)
    return tuple(dict.fromkeys(tag.removeprefix("#") for tag in tags if tag and tag != "#"))
