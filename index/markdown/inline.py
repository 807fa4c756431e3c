"""The markup inside a block of Markdown: emphasis, code, links, escapes, tags and comments, each with its offsets.

markdown-it-py gives no offsets below the level of lines, so this is a scanner of our own, by the rules of CommonMark
(sections 6.1 to 6.6). Every word stays: only marks that a renderer would not show are found.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from index.markdown.emphasis import Run, match_runs, run_at
from index.readers.base import Mark
from index.records import Span

if TYPE_CHECKING:
    from collections.abc import Callable

_SPECIAL = re.compile(r"[\\`*_~<\[]")
_TOKEN = re.compile(
    r"""
    (?P<escape>\\(?=[!-/:-@\[-`{-~]|[\r\n]))
    | (?P<ticks>`+)
    | (?P<comment><!--)
    | <(?P<address>[a-zA-Z][a-zA-Z0-9+.-]{1,31}:[^\s<>]*|[\w.+-]+@[\w-]+(?:\.[\w-]+)+)>
    | (?P<tag></?(?:a|abbr|b|big|br|cite|code|del|dfn|div|em|font|hr|i|img|ins|kbd|li|mark|ol|p|q|s|samp|small|span
        |strike|strong|sub|summary|sup|table|td|th|tr|tt|u|ul|var|wbr)(?:\s[^<>]*)?/?>)
    | (?P<footnote>\[\^[^\]\s]+\])
    | (?P<open>!?\[)
    | (?P<close>\])
    | (?P<run>\*+|_+|~~?(?!~))
    """,
    re.VERBOSE | re.DOTALL | re.IGNORECASE,
)
_TARGET = re.compile(
    r"""\(\s*
    (?:<[^<>\r\n]*>|(?:[^\s()<\\]|\\.|\((?:[^\s()\\]|\\.)*\))*)
    (?:\s+(?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|\((?:[^()\\]|\\.)*\)))?
    \s*\)""",
    re.VERBOSE | re.DOTALL,
)
_LABEL = re.compile(r"\[([^\[\]]{1,999})\]")
_DEFINITION = re.compile(r"(?:^|(?<=[\r\n]))[ >]*\[([^\[\]\r\n]+)\]:")
_BREAKING = re.compile(r"</?(?:br|div|hr|li|ol|p|summary|table|td|th|tr|ul)\b", re.IGNORECASE)


def inline_marks(text: str, span: Span, labels: Callable[[], frozenset[str]]) -> list[Mark]:
    """Return the markup inside a block, in order, never overlapping.

    Args:
        text: the document's text.
        span: the block.
        labels: gives the labels that the document defines for links, as `link_labels` does; called only where needed.
    """
    if not _SPECIAL.search(text, span.start, span.end):
        return []
    return _Scanner(text, span, labels).scan()


def link_labels(text: str) -> frozenset[str]:
    """Return the labels that a document defines for reference links (`[label]: target`), letter case folded."""
    return frozenset(_fold(found[1]) for found in _DEFINITION.finditer(text))


def _fold(label: str) -> str:
    return " ".join(label.split()).casefold()


class _Scanner:
    """One pass over one block."""

    def __init__(self, text: str, span: Span, labels: Callable[[], frozenset[str]]) -> None:
        self._text = text
        self._span = span
        self._labels = labels
        self._marks: list[Mark] = []
        self._runs: list[Run] = []
        # Openers of links that are still open: their span, and how many runs stood before them.
        self._brackets: list[tuple[Span, int]] = []
        self._unclosed: set[str] = set()

    def scan(self) -> list[Mark]:
        steps: dict[str, Callable[[re.Match[str]], int]] = {
            "escape": self._escape,
            "ticks": self._code,
            "comment": self._comment,
            "address": self._address,
            "tag": self._tag,
            "footnote": self._mark,
            "open": self._open,
            "close": self._close,
            "run": self._run,
        }
        position = self._span.start
        while found := _TOKEN.search(self._text, position, self._span.end):
            position = steps[found.lastgroup or ""](found)
        self._emphasize(0)
        return sorted(self._marks, key=lambda mark: mark.span)

    def _add(self, start: int, end: int, *, clings: bool = True) -> int:
        self._marks.append(Mark(Span(start, end), clings))
        return end

    def _escape(self, found: re.Match[str]) -> int:
        return self._add(*found.span()) + 1  # what is escaped is only a character

    def _mark(self, found: re.Match[str]) -> int:
        return self._add(*found.span())

    def _code(self, found: re.Match[str]) -> int:
        """Take everything up to the next run of as many backticks as it is; none is looked for twice in vain."""
        ticks = found[0]
        if ticks in self._unclosed:
            return found.end()
        end = re.compile(rf"(?<!`){ticks}(?!`)").search(self._text, found.end(), self._span.end)
        if end is None:
            self._unclosed.add(ticks)
            return found.end()
        self._add(*found.span())
        return self._add(*end.span())

    def _comment(self, found: re.Match[str]) -> int:
        end = -1 if "-->" in self._unclosed else self._text.find("-->", found.end(), self._span.end)
        if end < 0:
            self._unclosed.add("-->")
            return found.end()
        return self._add(found.start(), end + len("-->"), clings=False)

    def _address(self, found: re.Match[str]) -> int:
        self._add(found.start(), found.start() + 1)
        return self._add(found.end() - 1, found.end())

    def _tag(self, found: re.Match[str]) -> int:
        return self._add(*found.span(), clings=not _BREAKING.match(found[0]))

    def _run(self, found: re.Match[str]) -> int:
        self._runs.append(run_at(self._text, *found.span(), self._span.start, self._span.end))
        return found.end()

    def _open(self, found: re.Match[str]) -> int:
        self._brackets.append((Span(*found.span()), len(self._runs)))
        return found.end()

    def _close(self, found: re.Match[str]) -> int:
        if not self._brackets:
            return found.end()
        opener, runs_before = self._brackets.pop()
        end = self._link_end(opener, found)
        if end is None:
            return found.end()
        self._emphasize(runs_before)
        self._add(opener.start, opener.end)
        if self._text[opener.start] == "[":  # a link holds no other link; an image may stand in one
            self._brackets = [other for other in self._brackets if self._text[other[0].start] == "!"]
        return self._add(found.start(), end)

    def _link_end(self, opener: Span, close: re.Match[str]) -> int | None:
        """Return where the link that `close` closes ends, or None where it is no link."""
        if target := _TARGET.match(self._text, close.end(), self._span.end):
            return target.end()
        full = _LABEL.match(self._text, close.end(), self._span.end)
        if full and _fold(full[1]) in self._labels():
            return full.end()
        words = self._text[opener.end : close.start()]
        if words and _fold(words) in self._labels():
            empty = self._text.startswith("[]", close.end(), self._span.end)
            return close.end() + (2 if empty else 0)
        return None

    def _emphasize(self, runs_before: int) -> None:
        for start, end in match_runs(self._runs[runs_before:]):
            self._add(start, end)
        del self._runs[runs_before:]
