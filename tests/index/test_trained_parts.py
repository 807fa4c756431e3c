"""Which trained parts weigh the evidence of a model."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from index.errors import ModelError
from index.judgement import load_judgement
from index.models import Model, find_model
from index.places import cache_folder
from index.trained_parts import find_parts, parts_beside, shipped_parts

if TYPE_CHECKING:
    from pathlib import Path


def test_packaged_model_has_the_shipped_parts() -> None:
    """What ships was fitted to the packaged model, whatever it is called by."""
    packaged = find_model(None, cache_folder())
    renamed = Model("mine", packaged.folder, packaged.digest)
    assert find_parts(packaged, cache_folder()) == find_parts(renamed, cache_folder()) == shipped_parts(fitted=True)


def test_another_model_borrows_them(tmp_path: Path) -> None:
    """A model with no parts of its own is ranked by what ships, which was not fitted to it."""
    (tmp_path / "model.safetensors").write_bytes(b"other weights")
    assert find_parts(Model("other", tmp_path, "0" * 64), tmp_path / "cache") == shipped_parts(fitted=False)


def test_parts_beside_a_model_are_its_own(tmp_path: Path) -> None:
    """Where ranker and calibration are both beside a model, they are used; one alone is not."""
    (tmp_path / "model.safetensors").write_bytes(b"other weights")
    own, model = parts_beside(tmp_path), Model("other", tmp_path, "0" * 64)
    own.ranker.parent.mkdir()
    own.ranker.write_bytes(shipped_parts(fitted=True).ranker.read_bytes())
    assert not find_parts(model, tmp_path / "cache").fitted
    own.calibration.write_bytes(shipped_parts(fitted=True).calibration.read_bytes())
    assert find_parts(model, tmp_path / "cache") == own
    assert load_judgement(own, None).threshold == load_judgement(shipped_parts(fitted=True), None).threshold


@pytest.mark.parametrize("content", ["", "[]", "{", '{"weights": {}}', '{"weights": 1, "bias": 0, "threshold": 0.5}'])
def test_damaged_part_is_named(tmp_path: Path, content: str) -> None:
    """A file that is no calibration is an error that says where it is."""
    own = parts_beside(tmp_path)
    own.ranker.parent.mkdir()
    own.ranker.write_bytes(shipped_parts(fitted=True).ranker.read_bytes())
    own.calibration.write_text(content)
    with pytest.raises(ModelError, match="damaged") as caught:
        load_judgement(own, None)
    assert str(own.ranker.parent) in str(caught.value)


def test_part_of_other_signals_is_named(tmp_path: Path) -> None:
    """Weights of a signal that is not gathered are no weights."""
    own = parts_beside(tmp_path)
    own.ranker.parent.mkdir()
    own.ranker.write_text(json.dumps({"sentence_likeness": 1.0, "astrology": 2.0}))
    own.calibration.write_bytes(shipped_parts(fitted=True).calibration.read_bytes())
    with pytest.raises(ModelError, match="astrology"):
        load_judgement(own, None)
