"""Load an encoder, of those here the one that can run a model, and the pair scorer that was trained for a model."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from index.encoders.adapter import ADAPTER, find_adapter
from index.encoders.cache import discard_export, export_folder, fetch_export, fetch_pairs_export, pairs_folder
from index.encoders.exported import EXPORTER_VERSION, Exported, Refused
from index.encoders.onnx import OnnxEncoder
from index.encoders.pair_scorer import OnnxPairScorer
from index.encoders.sentence_transformer import SentenceTransformerEncoder
from index.errors import ModelError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from index.encoders.base import Encoder, PairScorer
    from index.models import Model


def load_encoder(model: Model, cache: Path, notify: Callable[[str], None], adapter: Path = ADAPTER) -> Encoder:
    """Return an encoder for a model: its exported graph, or sentence-transformers where it can't be exported.

    The first time a model is used on a machine it is exported, and its pair scorer with it where there is one,
    which takes some seconds; later it is ready in milliseconds.

    Args:
        model: which (see `index.models.find_model`).
        cache: briefbot's cache folder.
        notify: told in one line what takes long or is not as it could be.
        adapter: the file of what makes a pair scorer of the model.

    Raises:
        ModelError: the model's files cannot be loaded.
        FolderError: the cache folder cannot be written.
        DiskFullError: there is no room for the export.
        BusyError: another process has been exporting the model for half an hour.
    """
    export = fetch_export(model, cache, notify, adapter)
    try:
        return _open(model, export, cache, notify)
    except ModelError:
        if isinstance(export, Refused):
            raise
    discard_export(export_folder(model, cache), cache)  # whole by its digests, and yet it does not open: once more
    return _open(model, fetch_export(model, cache, notify, adapter), cache, notify)


def load_pair_scorer(
    model: Model, cache: Path, notify: Callable[[str], None], adapter: Path = ADAPTER
) -> PairScorer | None:
    """Return what scores a question and a text together, or None where there is none for a model.

    There is none where no adapter ships, where it was trained on other weights, and where the exporter could
    not do it (which is told).

    Args:
        model: which (see `index.models.find_model`).
        cache: briefbot's cache folder.
        notify: told in one line what takes long or is not as it could be.
        adapter: the file of what makes a pair scorer of the model.

    Raises:
        ModelError: the adapter is damaged, or the model's files cannot be loaded.
        FolderError: the cache folder cannot be written.
        DiskFullError: there is no room for the export.
        BusyError: another process has been exporting the model for half an hour.
    """
    found = find_adapter(adapter, model, cache)
    if found is None:
        return None
    folder = pairs_folder(model, found, cache)
    export = fetch_pairs_export(model, found, cache, notify)
    if isinstance(export, Refused):
        notify(f"the model {model.name} works without its pair scorer, which can't be exported ({export.reason})")
        return None
    try:
        return OnnxPairScorer(folder, export)
    except ModelError:
        discard_export(folder, cache)  # as above; what could be exported once can be so again
    export = fetch_pairs_export(model, found, cache, notify)
    return None if isinstance(export, Refused) else OnnxPairScorer(folder, export)


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
