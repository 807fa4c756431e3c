"""Terms as Milvus's BM25 function is given them: cut and stemmed by the embedded store's own analyzer.

Milvus analyzes what it indexes itself, and no analyzer of its own cuts, folds and stems as Tantivy's does. So texts
come to it as terms already, joined by spaces, each in lower-case letters and digits alone: that is what every analyzer
of its (and milvus-lite's) leaves as it is.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any

from index.stores.word_fields import make_analyzer, make_speller

if TYPE_CHECKING:
    from collections.abc import Iterable

_PLAIN = re.compile(r"(?!zz)[a-z0-9]+")
_MARK = "zz"
"""Begins a term that is written in hex: it has other letters, capitals, or begins so itself."""


def written(terms: Iterable[str]) -> str:
    """Return terms as the server is given them."""
    return " ".join(term if _PLAIN.fullmatch(term) else f"{_MARK}{term.encode().hex()}" for term in terms)


def read(words: str) -> list[str]:
    """Return the terms that `written` wrote."""
    return [
        bytes.fromhex(word.removeprefix(_MARK)).decode() if word.startswith(_MARK) else word for word in words.split()
    ]


def terms_of(text: str) -> list[str]:
    """Return the terms of a text, in order, one for each time that it stands there."""
    return list(_analyzer().analyze(text))


def spellings_of(text: str) -> list[str]:
    """Return the words of a text as they are spelled, accents folded, each as often as it stands there."""
    return list(_speller().analyze(text))


@cache
def _analyzer() -> Any:  # noqa: ANN401 - Tantivy's analyzer
    return make_analyzer()


@cache
def _speller() -> Any:  # noqa: ANN401 - Tantivy's analyzer
    return make_speller()
