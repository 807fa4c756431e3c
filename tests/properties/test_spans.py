"""Spans are exact, never overlap, and leave out nothing but white space, markup and headings."""

from __future__ import annotations

import os
import random
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from index.errors import ReadingError
from index.group import group
from index.readers import read
from index.scan import scan
from index.segment import segment

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from index.records import Document, Sentence

ROOT = Path(__file__).parents[2]
EVALUATION = Path(os.environ.get("BRIEFBOT_EVAL", ROOT.parent / "shared" / "eval"))
SEEN = 40

PROSE = re.compile(r"w\d+w")
HEAD = re.compile(r"h\d+h", re.IGNORECASE)


def check_spans(document: Document) -> tuple[Sentence, ...]:
    """Assert what holds of the sentences of any document, and return them."""
    sentences = segment(document)
    text, behind = document.text, 0
    for ordinal, sentence in enumerate(sentences):
        start, end = sentence.span.start, sentence.span.end
        assert sentence.ordinal == ordinal
        assert behind <= start < end <= len(text)
        assert sentence.text == text[start:end] == text[start:end].strip()
        assert sentence.reading
        assert sentence.reading == " ".join(sentence.reading.split())
        assert sentence.line == 1 + len(re.findall(r"\r\n|\r|\n", text[:start]))
        behind = end
    passages = group(sentences)
    assert [n for p in passages for n in range(p.first, p.last + 1)] == list(range(len(sentences)))
    assert " ".join(p.text for p in passages) == " ".join(s.reading for s in sentences)
    return sentences


def left_out(document: Document, sentences: Sequence[Sentence]) -> str:
    """Return what stands in no span, with a mark for each span."""
    parts, behind = [], 0
    for sentence in sentences:
        parts.append(document.text[behind : sentence.span.start])
        behind = sentence.span.end
    return "\x00".join([*parts, document.text[behind:]])


@dataclass
class _Writer:
    """Draws notes whose every word is told from every other: `w1w` belongs to prose, `h2h` to a heading."""

    draw: st.DrawFn
    count: int = 0
    lines: list[str] = field(default_factory=list)

    def choose(self, *options: str) -> str:
        return self.draw(st.sampled_from(options))

    def word(self, mark: str = "w") -> str:
        self.count += 1
        return f"{mark}{self.count}{mark}"

    def sentence(self, *, wrapped: bool = True) -> str:
        gap = ("\n", " ") if wrapped else (" ",)
        end = self.choose(".", ".", "?", "!", "…", ".”")
        return f"The {self.word()}{self.choose(' ', *gap)}{self.inline()} {self.word()}{end}"

    def inline(self) -> str:
        return self.word()

    def prose(self, *, wrapped: bool = True) -> str:
        sentences = [self.sentence(wrapped=wrapped) for _ in self.choose("1", "12", "123")]
        return self.choose(" ", "\n" if wrapped else " ").join(sentences)

    def items(self) -> str:
        marker = self.choose("- ", "* ", "1. ", "1) ", "+ ")
        return "\n".join(f"{marker}{self.prose(wrapped=False)}" for _ in self.choose("1", "12"))

    def quote(self) -> str:
        return "\n".join(f"> {line}" for line in self.prose().split("\n"))

    def blocks(self) -> list[Callable[[], str]]:
        return [self.prose, self.prose, self.items, self.quote]


class _MarkdownWriter(_Writer):
    """Draws Markdown."""

    def inline(self) -> str:
        form = self.choose(
            "{}", "**{}**", "_{}_", "***{}***", "~~{}~~", "`{}`", "[{}](https://a.example/x_(y) 'z')", "<b>{}</b>",
            "\\*{}\\*", "a <!-- note. --> {}", "![{}](p.png)", "<https://a.example/{}>", "[{}]", "*{}", "{}**",
        )  # fmt: skip
        return form.format(self.word())

    def heading(self) -> str:
        return self.choose("# {}", "## {} ##", "### **{}**", "{}\n===", "{}\n---").format(self.word("h"))

    def table(self) -> str:
        rows = [f"| {self.word()} | **{self.word()}** | {self.inline()} |" for _ in self.choose("1", "12")]
        return "\n".join([f"| {self.word('h')} | {self.word('h')} | |", "|---|:-:|--|", *rows])

    def code(self) -> str:
        return self.choose("```py\n{}\n```", "~~~\n{}\n\n~~~", "    {}").format(self.word())

    def nested(self) -> str:
        return (
            f"- {self.sentence(wrapped=False)}\n  - {self.sentence(wrapped=False)}\n\n  {self.sentence(wrapped=False)}"
        )

    def html(self) -> str:
        return f"<div class='x'>\n<p>{self.sentence(wrapped=False)}</p>\n</div>"

    def rule(self) -> str:
        return "***"

    def blocks(self) -> list[Callable[[], str]]:
        return [*super().blocks(), self.heading, self.table, self.code, self.nested, self.html, self.rule]


class _PlainWriter(_Writer):
    """Draws plain text."""

    def heading(self) -> str:
        heading = self.choose("{}\n====", "{}\n------", "{}").format(f"About {self.word('h')}")
        return f"{heading}\n\n{self.prose()}"

    def capitals(self) -> str:
        self.count += 1
        return f"ABOUT H{self.count}H ITSELF\n{self.prose()}"

    def blocks(self) -> list[Callable[[], str]]:
        return [*super().blocks(), self.heading, self.capitals]


@st.composite
def notes(draw: st.DrawFn, writer: type[_Writer]) -> bytes:
    """Draw a note of several blocks, with any line ends, with or without front matter and a byte-order mark."""
    author = writer(draw)
    kinds = author.blocks()
    chosen = draw(st.lists(st.integers(0, len(kinds) - 1), min_size=1, max_size=8))
    parts = [kinds[number]() for number in chosen]
    text = (
        author.choose("", "---\ntitle: h0h\n---\n", "\n\n")
        + "\n\n".join(["It w0w begins.", *parts])
        + author.choose("", "\n")
    )
    text = text.replace("\n", author.choose("\n", "\r\n", "\r"))
    return text.encode(author.choose("utf-8", "utf-8-sig", "utf-16"))


@given(notes(_MarkdownWriter))
def test_markdown_keeps_every_word_once_and_in_order(content: bytes) -> None:
    """Each word of Markdown prose stands in one sentence, headings in none; what is left out is markup."""
    document = read("a.md", content)
    sentences = check_spans(document)
    written = PROSE.findall(document.text)
    assert [word for s in sentences for word in PROSE.findall(s.text)] == written
    assert [word for s in sentences for word in PROSE.findall(s.reading)] == written
    assert not [word for s in sentences for word in HEAD.findall(s.text)]
    gaps = re.sub(r"<!--.*?-->|</?\w+[^>]*>|```py|\d\d?[.)]|title: h0h|h\d+h", "", left_out(document, sentences))
    assert not re.search(r"\w", gaps)


@given(notes(_PlainWriter))
def test_plain_text_keeps_every_word_once_and_in_order(content: bytes) -> None:
    """Each word of plain prose stands in one sentence, headings in none."""
    document = read("a.txt", content)
    sentences = check_spans(document)
    assert [word for s in sentences for word in PROSE.findall(s.text)] == PROSE.findall(document.text)
    assert not [word for s in sentences for word in HEAD.findall(s.text)]
    gaps = re.sub(r"\d\d?[.)]|title: h0h|About h\d+h|ABOUT H\d+H ITSELF", "", left_out(document, sentences))
    assert not re.search(r"\w", gaps)


SNIPPETS = st.sampled_from(
    [
        *("# ", "- ", "> ", "1. ", "1) ", "| ", "| a | b |\n", "|---|---|\n", "```\n", "~~~", "    ", "---\n", "===\n"),
        *("\n", "\n\n", "\r\n", "\r", "\t", "\f", "\u2028", "\ufeff", "\u200b", "a\u00a0b ", "e\u0301 ", "é", "😀"),
        *("**", "*", "_", "`", "[", "](", ")", "]: x", "[^1]: ", "<!--", "-->", "<b>", "</b>", "<div>", "\\", "&amp; "),
        *(
            "Dr. ",
            "U.S. ",
            "a.m. ",
            "... ",
            "“",
            "”",
            '"',
            "'",
            "(",
            "No. 4 ",
            "word ",
            "One. ",
            "Two? ",
            "http://a.b ",
        ),
        *("Key: value\n", "TITLE\n"),
    ]
)


@pytest.mark.parametrize("source", ["a.md", "a.txt"])
@given(text=st.lists(SNIPPETS | st.text(max_size=5), max_size=40).map("".join))
def test_any_text_gives_exact_spans(source: str, text: str) -> None:
    """Whatever a text holds, its spans are in order, exact and trimmed, and its lines are right."""
    try:
        document = read(source, text.encode())
    except (ReadingError, UnicodeEncodeError):
        assume(False)
        raise
    check_spans(document)


def unexplained(document: Document, sentences: Sequence[Sentence]) -> list[str]:
    """Return the lines left out that hold words and are neither heading, title, table head, front matter nor fence."""
    heads = {words for s in sentences for words in s.heading} | {document.metadata.title}
    text = re.sub(r"\A---\r?\n.*?\n---\r?\n", "", left_out(document, sentences), flags=re.DOTALL)
    text = re.sub(r"(?m)^.*\|.*\n[ |:-]+$", "", text)
    lines = [" ".join(line.split()) for line in re.split(r"[\r\n\x00]+", text)]
    marked = re.compile(r"#{1,6}\s|```|\[[^\]]+\]: |\(?\w{1,3}[.)]\Z|Title:|\[\^")
    return [
        line for line in lines if re.search(r"\w", line) and not marked.match(line) and line.strip("#*_ :") not in heads
    ]


def briefings() -> list[Path]:
    """Return the sample notes."""
    return [file.path for file in scan(ROOT / "briefings").files]


@pytest.mark.parametrize("path", briefings(), ids=lambda path: path.name)
def test_the_sample_notes_lose_nothing(path: Path) -> None:
    """In the sample notes everything is in a sentence but headings, table heads and front matter."""
    document = read(path.name, path.read_bytes())
    assert unexplained(document, check_spans(document)) == []


def sample(paths: list[Path], seed: str) -> list[Path]:
    """Return some of many articles, always the same ones."""
    return random.Random(seed).sample(paths, min(SEEN, len(paths)))  # noqa: S311 - nothing to keep secret


@pytest.mark.skipif(not EVALUATION.is_dir(), reason="the evaluation sets are not there")
@pytest.mark.parametrize("name", ["wiki", "nq", "papers", "selqa"])
def test_real_articles_lose_nothing(name: str) -> None:
    """The same holds of articles that others wrote, and of the same articles read as plain text."""
    paths = sorted(p for p in (EVALUATION / name).rglob("*") if p.suffix in {".md", ".txt"})
    for path in sample(paths, name):
        for source in ("a.md", "a.txt"):
            document = read(source, path.read_bytes())
            sentences = check_spans(document)
            assert sentences
            if source == "a.md":
                assert unexplained(document, sentences) == []
