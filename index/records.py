"""What flows from a file to an answer: frozen records, one for each word of the field.

Spans count Unicode code points in a document's text, start included and end excluded.
"""

from __future__ import annotations

import datetime as dt  # noqa: TC003 - records are introspected at run time
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from index.working import Working


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open stretch `[start, end)` of a document's text, in code points."""

    start: int
    end: int


class BlockKind(StrEnum):
    """What a reader found a stretch of text to be; it decides how the stretch is cut into sentences."""

    PARAGRAPH = "paragraph"
    ITEM = "item"
    ROW = "row"
    QUOTE = "quote"
    CODE = "code"


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of text that sentences never cross: a paragraph, a list item, a table row, a quote, a code line.

    Attributes:
        kind: what it is.
        span: where it stands, its own markup (bullet, fence) left out.
        heading: the path of headings above it, outermost first.
        column_heads: for a table row, the heads of its columns, in order; otherwise empty.
    """

    kind: BlockKind
    span: Span
    heading: tuple[str, ...] = ()
    column_heads: tuple[str, ...] = ()


class DateOrigin(StrEnum):
    """Where a briefing's date was found."""

    FRONT_MATTER = "front matter"
    PROPERTIES = "properties"
    FILE_NAME = "file name"
    FIRST_LINES = "first lines"


class MarkingOrigin(StrEnum):
    """Where the marking that counts was found, of all that a briefing says."""

    FRONT_MATTER = "front matter"
    PROPERTIES = "properties"
    FIRST_LINES = "first lines"
    OUTER = "the file that it is in"
    SETTINGS = "settings"
    UNREADABLE = "front matter that cannot be read"


@dataclass(frozen=True, slots=True)
class Marking:
    """The marking that counts: the highest of all that a briefing says.

    Attributes:
        words: as it stands there; where it is told by no words, the marking that it counts as.
        origin: where it was found.
    """

    words: str
    origin: MarkingOrigin


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a briefing says of itself, each None or empty where it says nothing."""

    title: str | None = None
    date: dt.date | None = None
    tags: tuple[str, ...] = ()
    classification: str | None = None
    author: str | None = None
    date_origin: DateOrigin | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """A briefing after reading: its text, and what a reader learnt of it.

    Attributes:
        source: path relative to the briefings folder, with forward slashes.
        text: the text that spans count in. For `.txt` and `.md`: the file's own, without a byte-order mark.
        digest: SHA-256 of `text` in UTF-8, 64 hex digits.
        metadata: title, date and where that was found, tags, classification, author.
        blocks: what sentences are cut from, in order, never overlapping.
        notices: what a person should know of the reading ("read as Windows-1252"), one line each.
        pages: where each page begins in `text`, ascending, the first 0; empty where the format has no pages.
        is_extracted: whether `text` was taken out of a file that is no plain text: it has no markup, and the numbers of
            its lines tell nobody anything.
    """

    source: str
    text: str
    digest: str
    metadata: Metadata
    blocks: tuple[Block, ...]
    notices: tuple[str, ...] = ()
    pages: tuple[int, ...] = ()
    is_extracted: bool = False


@dataclass(frozen=True, slots=True)
class Sentence:
    """The unit of an answer.

    Attributes:
        ordinal: its place in the document, from 0.
        span: where it stands; `document.text[span.start:span.end] == text`.
        text: the words as they stand in the document.
        reading: the same as a person reads it: white space folded, line markup inside it removed, and for a
            table row each cell after its column's head. This is also what is encoded.
        line: the line it begins on, from 1, or None where the format has no lines.
        page: the page it begins on, from 1, or None where the format has no pages.
        heading: the path of headings above it, outermost first.
        kind: the kind of block that it was cut from.
    """

    ordinal: int
    span: Span
    text: str
    reading: str
    line: int | None
    page: int | None
    heading: tuple[str, ...]
    kind: BlockKind


@dataclass(frozen=True, slots=True)
class Passage:
    """A run of sentences of one document, under one heading, that is encoded together.

    Attributes:
        ordinal: its place in the document, from 0.
        first: ordinal of its first sentence.
        last: ordinal of its last sentence, included.
        text: their readings, joined by single spaces.
    """

    ordinal: int
    first: int
    last: int
    text: str


@dataclass(frozen=True, slots=True)
class Citation:
    """Where a sentence stands, in a form that can be checked later (see `index.cite`)."""

    source: str
    span: Span
    digest: str

    def __str__(self) -> str:
        """Return `path#start-end@digest`, the digest cut to its first 8 hex digits."""
        return f"{self.source}#{self.span.start}-{self.span.end}@{self.digest[:8]}"


@dataclass(frozen=True, slots=True)
class Filters:
    """Which documents a question is asked of; an empty field leaves all in.

    Attributes:
        sources: globs over sources (`2022/*.md`); a document passes where one matches.
        since: only documents of this date or later (undated ones are left out).
        until: only documents of this date or earlier (undated ones are left out).
        tags: a document passes where it has one of them, letter case ignored.
        ceiling: the highest marking that passes (see `index.classifications`); None for no ceiling.
        also: further filters, all of which a document must pass as well: bounds that are not the asker's to choose.
    """

    sources: tuple[str, ...] = ()
    since: dt.date | None = None
    until: dt.date | None = None
    tags: tuple[str, ...] = ()
    ceiling: str | None = None
    also: tuple[Filters, ...] = ()

    @property
    def leave_all_in(self) -> bool:
        """Whether every document passes, whatever it is."""
        chosen = (self.sources, self.since, self.until, self.tags)
        return not any(chosen) and self.ceiling is None and all(other.leave_all_in for other in self.also)


@dataclass(frozen=True, slots=True)
class AnswerSentence:
    """One sentence of an answer, with all that is needed to check it.

    Attributes:
        text: exactly what stands at the citation's span.
        reading: the same with white space folded and line markup removed, for people.
        citation: source, span and digest of the document's text.
        line: line it begins on, from 1.
        page: page it begins on, from 1, for formats with pages.
        title: the document's title.
        heading: the nearest heading above it.
        date: the document's date.
        score: what it was ranked by; comparable within one question only.
        confidence: calibrated probability that this sentence answers the question.
        before: reading of the sentence before it in the document, if there is one.
        after: reading of the sentence after it.
        group: sentences with one number belong together and are shown in the document's order.
        also_in: where the same sentence, or nearly the same, stands as well.
        disagrees_with: where another document says otherwise of the same fact.
    """

    text: str
    reading: str
    citation: Citation
    line: int | None
    page: int | None
    title: str | None
    heading: str | None
    date: dt.date | None
    score: float
    confidence: float
    before: str | None
    after: str | None
    group: int
    also_in: tuple[Citation, ...] = ()
    disagrees_with: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True)
class Timings:
    """How long each step of an answer took, in milliseconds."""

    sync: float = 0.0
    encode: float = 0.0
    search: float = 0.0
    rank: float = 0.0


class ReasonKind(StrEnum):
    """What an answer has to say besides its sentences."""

    GREETING = "greeting"
    OTHER_LANGUAGE = "other_language"
    NOTHING_LIKE_IT = "nothing_like_it"
    MISSING_FACT = "missing_fact"
    FALSE_PREMISE = "false_premise"


@dataclass(frozen=True, slots=True)
class Reason:
    """Why the briefings do not answer, or what to mind where they do: they say otherwise, or never mention a name.

    Attributes:
        kind: what it is.
        missing: words of the question, as they were typed, that stand nowhere.
        nowhere: whether what is missing stands in no briefing that was asked; otherwise in no sentence of the answer.
        filtered: whether filters left briefings out.
        known: words of the question, as they were typed, that stand in the answer's sentences.
    """

    kind: ReasonKind
    missing: tuple[str, ...] = ()
    nowhere: bool = False
    filtered: bool = False
    known: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """What the briefings say to a question.

    Attributes:
        question: as it was asked.
        answered: whether the briefings answer it; otherwise `answers` are the nearest sentences and no more.
        confidence: calibrated probability that the briefings answer it, 0 where there is no sentence.
        answers: best first, save that of two that disagree the newer comes right before the older.
        timings: how long each step took.
        understood_as: the question as it was answered, where that is not as it was asked: written out where it
            followed another, slips of the thumb mended; otherwise None.
        stale_sources: sources among `answers` whose file has changed since it was indexed (only without a sync).
        notices: what a person should know besides (an index kept elsewhere, files skipped), one line each.
        reason: why they do not answer, or that they say otherwise; None where nothing is certain.
        as_of: the moment (UTC) whose briefings answer; None for those of today.
        working: what the ranking was made of, for `index.explain_answer`; None where there was nothing to rank.
    """

    question: str
    answered: bool
    confidence: float
    answers: tuple[AnswerSentence, ...]
    timings: Timings = field(default_factory=Timings)
    understood_as: str | None = None
    stale_sources: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()
    reason: Reason | None = None
    as_of: dt.datetime | None = None
    working: Working | None = field(default=None, repr=False, compare=False)

    @property
    def first_confidence(self) -> float:
        """Calibrated probability that the first sentence answers the question, 0 where there is none."""
        return self.answers[0].confidence if self.answers else 0.0


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file in the briefings folder that was not read, and why, in a few words."""

    source: str
    reason: str
