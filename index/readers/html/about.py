"""What a web page says of itself: its title, date, author and tags."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.dates import parse_date
from index.readers.composing import one_line
from index.readers.opc import day_of
from index.readers.xml_tree import text_of
from index.records import Metadata

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from lxml.etree import _Element

_TITLES = ("citation_title", "dc.title", "dcterms.title", "og:title", "twitter:title")
_DATES = (
    "article:published_time", "citation_publication_date", "dc.date.issued", "dcterms.issued", "dcterms.created",
    "dc.date.created", "dc.date", "dcterms.date", "datepublished", "publishdate", "pubdate", "publish_date",
    "parsely-pub-date", "sailthru.date", "date", "article:modified_time", "dcterms.modified", "last-modified",
)  # fmt: skip
_AUTHORS = ("citation_author", "author", "dc.creator", "dcterms.creator", "article:author")
_MARKINGS = ("classification", "security-classification", "protective-marking")
_MOST_TAGS = 20
_LONGEST_SCRIPT = 200_000


@dataclass(frozen=True, slots=True)
class About:
    """What a page says of itself.

    Attributes:
        metadata: title, date, tags, classification.
        author: who wrote it, or None.
    """

    metadata: Metadata
    author: str | None


def about(tree: _Element) -> About:
    """Return what a page says of itself in its head, its data for search engines, and its `time` elements."""
    said: dict[str, list[str]] = {}
    for meta in tree.iter("meta"):
        name = meta.get("name") or meta.get("property") or meta.get("itemprop") or meta.get("http-equiv") or ""
        if words := one_line(meta.get("content") or ""):
            said.setdefault(name.lower(), []).append(words)
    author = next((words for words in _first(said, _AUTHORS) if "://" not in words), None)
    tags = said.get("article:tag") or [word for words in said.get("keywords", []) for word in words.split(",")]
    metadata = Metadata(
        title=next(_first(said, _TITLES), None),
        date=next(_days(tree, said), None),
        tags=tuple(dict.fromkeys(tag for words in tags if (tag := one_line(words))))[:_MOST_TAGS],
        classification=next(_first(said, _MARKINGS), None),
    )
    return About(metadata, author)


def page_title(tree: _Element, main: _Element) -> str | None:
    """Return the first heading of the main text that stands in the page's title, beside the site's name perhaps.

    Otherwise the main text's only outermost heading where the page has no title, or the title.
    """
    title = one_line(text_of(next(tree.iter("title"), None)))
    headings = [one_line(text_of(heading)).rstrip("\u00b6#").strip() for heading in main.iter("h1", "h2", "h3")]
    within = next((words for words in headings if words and words in title), None)
    outermost = [one_line(text_of(heading)) for heading in main.iter("h1")]
    return within or title or (outermost[0] if len(outermost) == 1 else "") or None


def _first(said: dict[str, list[str]], names: tuple[str, ...]) -> Iterator[str]:
    return (words for name in names for words in said.get(name, []))


def _days(tree: _Element, said: dict[str, list[str]]) -> Iterator[dt.date]:
    for words in _first(said, _DATES):
        if day := _day(words):
            yield day
    for script in tree.iter("script"):
        if script.get("type") == "application/ld+json":
            yield from filter(None, (_day(words) for words in _published(script.text or "")))
    for time in tree.iter("time"):
        if day := _day(time.get("datetime") or one_line(text_of(time))):
            yield day


def _day(words: str) -> dt.date | None:
    return day_of(words) or parse_date(words)


def _published(script: str) -> Iterator[str]:
    """Yield the dates of publication in data for search engines (JSON-LD), none where it is no JSON."""
    if len(script) > _LONGEST_SCRIPT:
        return
    try:
        waiting = [json.loads(script)]
    except (ValueError, RecursionError):
        return
    while waiting:
        found = waiting.pop(0)
        if isinstance(found, dict):
            if isinstance(found.get("datePublished"), str):
                yield found["datePublished"]
            waiting.extend(found.values())
        elif isinstance(found, list):
            waiting.extend(found)
