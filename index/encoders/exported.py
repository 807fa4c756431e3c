"""An exported model on disk: a folder with the graph, the tokenizer and what is needed to run them."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from enum import IntEnum, StrEnum
from typing import TYPE_CHECKING, Any, TypeVar

from index.errors import ModelError
from index.model_files import digest_file, digest_files

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

_Settings = TypeVar("_Settings")

# Raise it whenever the same weights would give other vectors or another kind of folder.
EXPORTER_VERSION = 1
# Raise it whenever the same weights and adapter would give other logits or another kind of folder.
PAIRS_VERSION = 2

GRAPH = "model.onnx"
WEIGHTS = "model.onnx.data"
TOKENIZER = "tokenizer.json"
_SETTINGS = "encoder.json"


class Pooling(StrEnum):
    """How a text's embedding comes from its tokens', by sentence-transformers' names."""

    MEAN = "mean"
    CLS = "cls"
    LAST_TOKEN = "lasttoken"  # noqa: S105 - no password


class Outcome(IntEnum):
    """How an export ended: the exit status of `index.encoders.export`."""

    DONE = 0
    UNUSABLE = 3
    DISK_FULL = 4


@dataclass(frozen=True, slots=True)
class Exported:
    """How to run an exported model.

    Attributes:
        pooling: how the graph makes its sentence embedding.
        dimension: length of an embedding.
        max_tokens: the most tokens that the model reads at once, special ones included.
        pad_id: the token that fills short rows.
        question_prompt: what stands before a question.
        document_prompt: what stands before a text that is searched.
    """

    pooling: Pooling
    dimension: int
    max_tokens: int
    pad_id: int
    question_prompt: str
    document_prompt: str


@dataclass(frozen=True, slots=True)
class ExportedPairs:
    """How to run an exported pair scorer.

    Attributes:
        max_tokens: the most tokens of a pair, special ones included.
        pad_id: the token that fills short rows.
    """

    max_tokens: int
    pad_id: int


@dataclass(frozen=True, slots=True)
class Job:
    """One graph that the exporter makes of a model.

    Attributes:
        folder: where it goes: an empty folder.
        adapter: for a pair scorer, the file of what is merged into the model's weights; None for the encoder.
    """

    folder: Path
    adapter: Path | None = None


@dataclass(frozen=True, slots=True)
class Refused:
    """The exporter could not do this model, and why, in a few words."""

    reason: str


def write_export(folder: Path, outcome: Exported | ExportedPairs | Refused) -> None:
    """Write the settings of an exported graph, with the digests of its other files, or why there is none."""
    if isinstance(outcome, Refused):
        row: dict[str, Any] = {"refused": outcome.reason}
    else:
        files = {name: digest_file(folder / name) for name in (GRAPH, WEIGHTS, TOKENIZER)}
        row = {"settings": asdict(outcome), "files": files}
    (folder / _SETTINGS).write_text(json.dumps(row, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def read_export(folder: Path, cache: Path) -> Exported | Refused | None:
    """Return what the folder of an encoder's graph holds, or None where there is no whole export in it.

    The graph's files are checked against their digests, which are remembered in the cache: a file is hashed
    again only where its size or time has changed.
    """
    return _read(folder, cache, lambda row: Exported(**(row | {"pooling": Pooling(row["pooling"])})))


def read_pairs_export(folder: Path, cache: Path) -> ExportedPairs | Refused | None:
    """Return what the folder of a pair scorer's graph holds, or None (see `read_export`)."""
    return _read(folder, cache, lambda row: ExportedPairs(**row))


def _read(folder: Path, cache: Path, parse: Callable[[dict[str, Any]], _Settings]) -> _Settings | Refused | None:
    try:
        row = json.loads((folder / _SETTINGS).read_text(encoding="utf-8"))
        if "refused" in row:
            return Refused(str(row["refused"]))
        if dict(digest_files(folder, row["files"], cache)) != row["files"]:
            return None
        return parse(row["settings"])
    except (OSError, ValueError, TypeError, KeyError, ModelError):
        return None
