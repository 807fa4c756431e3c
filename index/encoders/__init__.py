"""Encoders: what turns texts into vectors. `load_encoder` picks the one that can run a model."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from index.encoders.cache import discard_export, export_folder, fetch_export
from index.encoders.exported import EXPORTER_VERSION, Exported, Refused
from index.encoders.onnx import OnnxEncoder
from index.encoders.sentence_transformer import SentenceTransformerEncoder
from index.errors import ModelError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from index.encoders.base import Encoder
    from index.models import Model


def load_encoder(model: Model, cache: Path, notify: Callable[[str], None]) -> Encoder:
    """Return an encoder for a model: its exported graph, or sentence-transformers where it can't be exported.

    The first time a model is used on a machine it is exported, which takes some seconds; later it is ready in
    milliseconds.

    Args:
        model: which (see `index.models.find_model`).
        cache: briefbot's cache folder.
        notify: told in one line what takes long or is not as it could be.

    Raises:
        ModelError: the model's files cannot be loaded.
        FolderError: the cache folder cannot be written.
        DiskFullError: there is no room for the export.
        BusyError: another process has been exporting the model for half an hour.
    """
    export = fetch_export(model, cache, notify)
    try:
        return _open(model, export, cache, notify)
    except ModelError:
        if isinstance(export, Refused):
            raise
    discard_export(model, cache)  # whole by its digests, and yet it does not open: make it again, once
    return _open(model, fetch_export(model, cache, notify), cache, notify)


def _open(model: Model, export: Exported | Refused, cache: Path, notify: Callable[[str], None]) -> Encoder:
    if isinstance(export, Refused):
        notify(
            f"the model {model.name} can't be exported ({export.reason}): "
            "sentence-transformers itself runs it, which takes some seconds to start"
        )
        return SentenceTransformerEncoder(model.folder, model.name, _digest(model, "sentence-transformers"))
    return OnnxEncoder(export_folder(model, cache), export, model.name, _digest(model, "onnx"))


def _digest(model: Model, runner: str) -> str:
    return hashlib.sha256(f"{model.digest} {runner} {EXPORTER_VERSION}".encode()).hexdigest()
