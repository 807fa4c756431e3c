"""Fitted parts are kept whole, used only over what they were fitted over, and undone step by step."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest

from index.calibrate import Calibration, load_calibration
from index.errors import FolderError, ModelError, QuestionError
from index.fitted import Basis, Fitted, basis_of
from index.fitted_file import BEFORE, NAME, read_fitted, undo, with_fitted, write_fitted
from index.judgement import load_judgement
from index.rankers import load_ranker
from index.rankers.linear import LinearRanker
from index.risk_bound import RiskBound
from index.trained_parts import shipped_parts

if TYPE_CHECKING:
    from pathlib import Path

PARTS = shipped_parts(fitted=True)
BLANK = {name: {"weights": {}, "bias": 0.0} for name in ("sentence", "anything")}
SHIPPED = load_calibration(PARTS.calibration).anything
WHOLE = {"weights": dict(zip(SHIPPED.signals, SHIPPED.weights.tolist(), strict=True)), "bias": 0.0}
HALF_BLANK = BLANK | {"anything": WHOLE, "threshold": 0.5}
BASIS = Basis("m" * 64, "s" * 64)


def weights(factor: float) -> dict[str, float]:
    """Return the shipped weights, each times a factor."""
    ranker = load_ranker(shipped_parts(fitted=True).ranker)
    assert isinstance(ranker, LinearRanker)
    return {name: factor * weight for name, weight in ranker.weights.items()}


FITTED = Fitted(
    dt.datetime(2026, 5, 1, 12, 30, tzinfo=dt.UTC),
    85,
    "q" * 64,
    BASIS,
    weights(2),
    None,
    None,
    (RiskBound(0.2, 0.5), RiskBound(0.6, 0.1)),
)


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    """Every part comes back, and nothing else is left in the folder."""
    shipped = load_judgement(PARTS, None).calibration
    calibration = Calibration(shipped.sentence.recalibrated(0.5, 0.25), shipped.anything.recalibrated(2, 1), 0.4)
    write_fitted(tmp_path, replace(FITTED, closer_ranker={"pair": 1.0}, calibration=calibration))
    found = read_fitted(tmp_path)
    assert found is not None
    assert found.calibration is not None
    assert found.calibration.threshold == 0.4
    for model, written in (
        (found.calibration.sentence, calibration.sentence),
        (found.calibration.anything, calibration.anything),
    ):
        assert (model.signals, model.bias) == (written.signals, written.bias)
        np.testing.assert_array_equal(model.weights, written.weights)
    assert replace(found, calibration=None) == replace(FITTED, closer_ranker={"pair": 1.0})
    assert [path.name for path in tmp_path.iterdir()] == [NAME]


def test_fitted_parts_take_the_places_of_the_shipped(tmp_path: Path) -> None:
    """The ranker is the fitted one; what was not fitted is the shipped one, but for how many answers are wrong."""
    write_fitted(tmp_path, FITTED)
    shipped = load_judgement(PARTS, None)
    used = with_fitted(shipped, tmp_path, lambda: BASIS, pytest.fail)
    assert isinstance(used.ranker, LinearRanker)
    assert used.ranker.weights == pytest.approx(weights(2))
    assert used.calibration == replace(shipped.calibration, bounds=FITTED.bounds)
    assert used.threshold_at(0.2) == 0.6


@pytest.mark.parametrize("basis", [Basis("x" * 64, BASIS.shipped), Basis(BASIS.model, "x" * 64)])
def test_parts_fitted_over_something_else_are_left_out_and_told_of(tmp_path: Path, basis: Basis) -> None:
    """With another model or other shipped parts the shipped ones are used, and one line says so."""
    write_fitted(tmp_path, FITTED)
    told: list[str] = []
    shipped = load_judgement(PARTS, None)
    assert with_fitted(shipped, tmp_path, lambda: basis, told.append) is shipped
    (line,) = told
    assert "2026-05-01" in line
    assert str(tmp_path / NAME) in line


def test_shipped_parts_are_told_apart() -> None:
    """Another model is another basis; the same one is the same."""
    assert basis_of("a", PARTS, None) == basis_of("a", PARTS, None)
    assert basis_of("a", PARTS, None) != basis_of("b", PARTS, None)


@pytest.mark.parametrize(
    "damage",
    [
        lambda _: b"",
        lambda _: b"[]",
        lambda row: json.dumps(row).encode()[:-9],
        lambda row: json.dumps(row | {"version": 1}).encode(),
        lambda row: json.dumps(row | {"since": "2026-05-01"}).encode(),
        lambda row: json.dumps(row | {"ranker": {"length": "long"}}).encode(),
        lambda row: json.dumps(row | {"ranker": {"length": float("nan")}}).encode(),
        lambda row: json.dumps(row | {"ranker": {"unheard of": 1.0}}).encode(),
        lambda row: json.dumps(row | {"calibration": {**BLANK, "threshold": 0.5}}).encode(),
        lambda row: json.dumps(row | {"calibration": HALF_BLANK}).encode(),
    ],
)
def test_a_damaged_file_is_named_and_so_is_the_way_out(tmp_path: Path, damage: object) -> None:
    """One line says which file and that --undo removes it; and it does."""
    write_fitted(tmp_path, FITTED)
    path = tmp_path / NAME
    assert callable(damage)
    path.write_bytes(damage(json.loads(path.read_bytes())))
    with pytest.raises(ModelError, match=r"fitted\.json .*--undo") as caught:
        with_fitted(load_judgement(PARTS, None), tmp_path, lambda: BASIS, pytest.fail)
    assert "\n" not in str(caught.value)
    undo(tmp_path)
    assert read_fitted(tmp_path) is None


def test_undo_goes_back_one_fit_at_a_time(tmp_path: Path) -> None:
    """After two fits, to the first, then to the shipped parts, and then there is nothing left."""
    write_fitted(tmp_path, FITTED)
    write_fitted(tmp_path, replace(FITTED, questions=99))
    undo(tmp_path)
    assert read_fitted(tmp_path) == FITTED
    undo(tmp_path)
    assert read_fitted(tmp_path) is None
    with pytest.raises(QuestionError, match="nothing to undo"):
        undo(tmp_path)


def test_a_fit_after_an_undo_does_not_bring_back_what_was_undone(tmp_path: Path) -> None:
    """What an undo removed is not what a later undo goes back to."""
    (tmp_path / BEFORE).write_text("{}")
    write_fitted(tmp_path, FITTED)
    undo(tmp_path)
    assert read_fitted(tmp_path) is None


def test_a_write_that_fails_leaves_what_was_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The file in use is replaced by a whole one or not at all."""
    write_fitted(tmp_path, FITTED)

    def fail(_: int) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr("os.fsync", fail)
    with pytest.raises(FolderError, match="Input/output error"):
        write_fitted(tmp_path, replace(FITTED, questions=99))
    assert read_fitted(tmp_path) == FITTED
    assert [path.name for path in tmp_path.iterdir()] == [NAME]
