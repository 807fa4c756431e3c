"""Read a citation back from the one short string that it is written as."""

from __future__ import annotations

import re

from index.errors import QuestionError
from index.records import Citation, Span

_EXAMPLE = "2022/leaders.md#412-530@9f2c1e07"
# An offset as `str` writes it: no sign, no leading zeros, ASCII digits. 15 digits count a petabyte of text; a
# longer row of digits is not computed with.
_OFFSET = r"0|[1-9][0-9]{0,14}"
# The source may hold `#`, `@` and line breaks as any file's name may: it is greedy, so the last ones count.
_FORM = re.compile(rf"(?P<source>.+)#(?P<start>{_OFFSET})-(?P<end>{_OFFSET})@(?P<digest>[0-9a-f]{{8}})", re.DOTALL)
_SHOWN = 80


def parse_citation(text: str) -> Citation:
    """Return the citation that a string stands for: the inverse of `str(citation)`.

    It takes exactly what `str` writes, `path#start-end@digest`, and nothing else: no white space around
    it, no other digest than 8 hex digits in lower case.

    Args:
        text: such as `2022/leaders.md#412-530@9f2c1e07`.

    Returns:
        The citation; its digest is the first 8 hex digits of the document's.

    Raises:
        QuestionError: it is not of that form, its span is empty, or its path leads out of the folder.
    """
    form = _FORM.fullmatch(text)
    if form is None:
        raise _refusal(text, f"write path#start-end@digest, such as {_EXAMPLE}")
    source, span = form["source"], Span(int(form["start"]), int(form["end"]))
    if span.end <= span.start:
        raise _refusal(text, f"its end must come after its start, as in {_EXAMPLE}")
    if not {"", ".", ".."}.isdisjoint(source.split("/")):
        raise _refusal(text, f"its path must be relative to the briefings folder, as in {_EXAMPLE}")
    return Citation(source, span, form["digest"])


def _refusal(text: str, todo: str) -> QuestionError:
    shown = text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
    return QuestionError(f"{shown!r} is not a citation", todo)
