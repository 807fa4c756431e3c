"""Which trained parts weigh the evidence over an index: a user's own fit, a model's own, or those that ship."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from index.deferred import Deferred
from index.errors import ModelError
from index.fitted_file import identity_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from index.encoders.base import PairScorer
    from index.fitted import Basis, Fitted
    from index.judgement import Judgement
    from index.models import Model
    from index.reports import Notify


class PartsInUse:
    """The trained parts, loaded beside other work when they are first needed. Safe for use from several threads.

    Where somebody fits anew, or undoes a fit, the next question is weighed by what is in use then.
    """

    def __init__(
        self, model: Callable[[], Model], index_folder: Path, cache: Path, notify: Notify, *, looks_closer: bool
    ) -> None:
        """Take what decides; nothing is loaded yet.

        Args:
            model: the model whose evidence they weigh.
            index_folder: where fitted parts are kept.
            cache: briefbot's cache folder.
            notify: told where parts are borrowed or left out.
            looks_closer: whether the best sentences are read again together with the question.
        """
        self._model = model
        self._folder = index_folder
        self._cache = cache
        self._notify = notify
        self._pairs = self._load_pairs if looks_closer else _no_pairs
        self._judgement = Deferred(self._load)
        self._fitted_file = identity_of(index_folder)

    def without_closer_look(self) -> PartsInUse:
        """Return the same parts, but for those that read the best sentences again."""
        return PartsInUse(self._model, self._folder, self._cache, self._notify, looks_closer=False)

    def begin(self) -> None:
        """Start loading."""
        self._in_use().begin()

    def judgement(self) -> Judgement:
        """Return the parts that are used.

        Raises:
            ModelError: a part is damaged.
        """
        return self._in_use().get()

    def shipped(self) -> Judgement:
        """Return the parts as they are without a user's fit."""
        from index.judgement import load_judgement
        from index.trained_parts import find_parts

        model = self._model()
        parts = find_parts(model, self._cache)
        if not parts.fitted:
            self._notify(
                f"the model {model.name} has no trained parts of its own: sentences are ranked, "
                "and confidence is told, as for the packaged model ('python -m training --model' makes them)"
            )
        return load_judgement(parts, self._pairs())

    def fitted(self) -> Fitted | None:
        """Return what was fitted to a user's own questions, whether it is used or not.

        Raises:
            ModelError: it is damaged.
        """
        from index.fitted_file import read_fitted

        return read_fitted(self._folder)

    def basis(self) -> Basis:
        """Return what a fit of today would rest on."""
        from index.encoders.adapter import ADAPTER, find_adapter
        from index.fitted import basis_of
        from index.trained_parts import find_parts

        model, reader = self._model(), None if self._pairs == _no_pairs else self._reader()
        adapter = None if reader is None else find_adapter(ADAPTER, reader, self._cache)
        return basis_of(model.digest, find_parts(model, self._cache), None if adapter is None else adapter.digest)

    def keep(self, fitted: Fitted) -> None:
        """Put fitted parts into use.

        Raises:
            FolderError: the index's folder cannot be written.
            BusyError: another process is writing the index.
        """
        from index.fitted_file import write_fitted
        from index.lock import writer_lock

        with writer_lock(self._folder, self._notify):
            write_fitted(self._folder, fitted)
        self._judgement = Deferred(self._load)

    def undo(self) -> Fitted | None:
        """Bring back what was in use before the last fit, and return it.

        Raises:
            QuestionError: nothing is fitted.
            FolderError: the index's folder cannot be written.
        """
        from index.fitted_file import check_fitted, undo
        from index.lock import writer_lock

        check_fitted(self._folder)
        with writer_lock(self._folder, self._notify):
            undo(self._folder)
        self._judgement = Deferred(self._load)
        return self.fitted()

    def _in_use(self) -> Deferred[Judgement]:
        file = identity_of(self._folder)
        if file != self._fitted_file:
            self._fitted_file, self._judgement = file, Deferred(self._load)
        return self._judgement

    def _load(self) -> Judgement:
        from index.fitted_file import with_fitted

        return with_fitted(self.shipped(), self._folder, self.basis, self._notify)

    def _load_pairs(self) -> PairScorer | None:
        from index.encoders.load import load_pair_scorer

        reader = self._reader()
        if reader is None:
            self._notify("the packaged model is missing or damaged, so the best sentences are not read again")
            return None
        return load_pair_scorer(reader, self._cache, self._notify)

    def _reader(self) -> Model | None:
        """Return the model that the cross-encoder was trained on, whichever one encodes: it reads words, not vectors.

        None where it is not on this machine, which one that is given by `--model` may do without.
        """
        from index.models import DEFAULT_WEIGHTS_SHA256, digest_weights, find_model

        model = self._model()
        if digest_weights(model.folder, self._cache) == DEFAULT_WEIGHTS_SHA256:
            return model
        with suppress(ModelError):
            return find_model(None, self._cache)
        return None


def _no_pairs() -> None:
    return None
