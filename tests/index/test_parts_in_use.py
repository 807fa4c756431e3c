"""Which trained parts are used with which model."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from index.errors import ModelError
from index.models import find_model
from index.parts_in_use import PartsInUse

if TYPE_CHECKING:
    from pathlib import Path

    from small_models import SmallModels

    from index.models import Model

QUESTION = "When does the ferry leave?"
TEXTS = ["Ferry. The ferry leaves at nine.", "Ferry. It carries forty cars."]


class Parts:
    """The parts in use with a model, and what they say to the person."""

    def __init__(self, model: Model, folder: Path, cache: Path, *, looks_closer: bool = True) -> None:
        """Take the model, an empty folder for an index, and a cache folder."""
        self.said: list[str] = []
        self.used = PartsInUse(lambda: model, folder, cache, self.said.append, looks_closer=looks_closer)


def test_another_model_has_the_same_closer_look(small_models: SmallModels, tmp_path: Path, model_cache: Path) -> None:
    """The cross-encoder reads words, so it reads alike for every model that encodes."""
    packaged = Parts(find_model(None, model_cache), tmp_path, model_cache).used.judgement().closer
    other = Parts(small_models.model("mean"), tmp_path, model_cache)
    closer = other.used.judgement().closer
    assert packaged is not None
    assert closer is not None
    assert closer.pairs.score(QUESTION, TEXTS).tolist() == packaged.pairs.score(QUESTION, TEXTS).tolist()
    assert [line for line in other.said if "has no trained parts of its own" in line] == other.said


def test_a_fit_over_another_model_rests_on_the_closer_look_too(small_models: SmallModels, tmp_path: Path) -> None:
    """What was fitted without the closer look is not used with it."""
    model = small_models.model("mean")
    with_it, without = (
        Parts(model, tmp_path, small_models.cache, looks_closer=looks).used.basis() for looks in (True, False)
    )
    assert with_it.model == without.model
    assert with_it.shipped != without.shipped


def test_without_the_packaged_model_the_closer_look_is_left_out(
    small_models: SmallModels, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever brings a model can do without the packaged one, and is told what that costs."""
    monkeypatch.setattr("index.models._DEFAULT_PACKAGE", "no_such_package")
    parts = Parts(small_models.model("mean"), tmp_path, small_models.cache)
    assert parts.used.judgement().closer is None
    assert "the best sentences are not read again" in parts.said[-1]
    with pytest.raises(ModelError, match="is missing"):
        find_model(None, small_models.cache)
