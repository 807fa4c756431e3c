"""The model that an index is made and asked with, each part of it loaded when it is first needed."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from index.deferred import Deferred

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from index.encoders.base import Encoder
    from index.encoders.processes import ProcessesEncoder
    from index.models import Model
    from index.reports import Notify


class ModelInUse:
    """One model. Safe for use from several threads.

    Attributes:
        model: which it is; raises ModelError where it is unknown or damaged.
        encoder: what makes its vectors.
        lexicon: whether its language has a word, None where that is not known.
    """

    def __init__(self, name: str | None, cache: Path, notify: Notify, jobs: int = 1) -> None:
        """Take what decides; nothing is loaded yet.

        Args:
            name: name or folder of a Sentence Transformers model; None for the packaged one.
            cache: briefbot's cache folder.
            notify: told where something takes long.
            jobs: how many processes encode documents.
        """
        self._jobs = jobs
        self._name = name
        self._cache = cache
        self._notify = notify
        self._processes: ProcessesEncoder | None = None
        self.model = Deferred(self._find)
        self.encoder = Deferred(self._load_encoder)
        self.lexicon = Deferred(self._load_lexicon)

    def of_many(self, encoder: Encoder, texts: Sequence[str], total: int) -> Encoder:
        """Return what is to encode so many texts, of which these are some, where `encoder` encodes few."""
        from index.encoders.many import encoder_of_many

        return encoder_of_many(encoder, self.model.get(), self._cache, texts, total)

    def close(self) -> None:
        """End the processes that encode; they are started again where they are needed."""
        if self._processes is not None:
            self._processes.close()

    def _find(self) -> Model:
        from index.models import find_model

        return find_model(self._name, self._cache)

    def _load_encoder(self) -> Encoder:
        from index.encoders.load import load_encoder

        encoder = load_encoder(self.model.get(), self._cache, self._notify)
        if self._jobs == 1:
            return encoder
        from index.encoders.processes import ProcessesEncoder

        load = partial(load_encoder, self.model.get(), self._cache, _say_nothing)
        self._processes = ProcessesEncoder(encoder, load, self._jobs)
        return self._processes

    def _load_lexicon(self) -> Callable[[str], bool] | None:
        from index.encoders.lexicon import load_lexicon

        return load_lexicon(self.model.get(), self._cache)


def _say_nothing(_: str) -> None: ...
