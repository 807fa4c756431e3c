"""`briefbot eval --fit` and `--undo`, on questions over the sample notes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from index.calibrate import Logistic, load_closer_calibration
from index.encoders.adapter import ADAPTER, read_adapter
from index.fitted import basis_of
from index.models import find_model
from index.places import cache_folder
from index.trained_parts import shipped_parts

if TYPE_CHECKING:
    from collections.abc import Callable

    Run = Callable[..., Any]

pytestmark = pytest.mark.e2e

SAMPLE = Path(__file__).parents[1] / "data" / "sample_questions.jsonl"


def _less_sure(model: Logistic) -> dict[str, object]:
    weights = dict(zip(model.signals, model.weights.tolist(), strict=True))
    return {"weights": weights, "bias": model.bias - 1}


@pytest.fixture
def fitted(notes: Path) -> Path:
    """Return the file of parts fitted to these notes: the calibration that decides, a little less sure."""
    model, calibration = find_model(None, cache_folder()), load_closer_calibration()
    basis = basis_of(model.digest, shipped_parts(fitted=True), read_adapter(ADAPTER).digest)
    row = {
        "version": 2, "since": "2026-05-01T12:30:00+00:00", "questions": 85, "questions_sha256": "0" * 64,
        "model": basis.model, "shipped": basis.shipped, "ranker": None, "closer_ranker": None,
        "calibration": {
            "sentence": _less_sure(calibration.sentence), "anything": _less_sure(calibration.anything),
            "threshold": 0.9,
        },
        "risk": {"0": 0.6, "0.3": 0.25},
    }  # fmt: skip
    path = notes / ".briefbot" / "fitted.json"
    path.write_text(json.dumps(row), encoding="utf-8")
    return path


def test_sample_questions_are_fitted_and_what_came_of_it_is_told(notes: Path, briefbot: Run) -> None:
    """Each part is judged on its own, and the file is there only where one is kept."""
    told = briefbot("eval", str(SAMPLE), "--fit", "--json").json()["fit"]
    assert (told["questions"], told["answerable"], told["folds"], told["folds_of"]) == (85, 65, 5, "documents")
    assert {"ranker", "confidence", "threshold"} <= set(told["parts"])
    for part in told["parts"].values():
        assert part["kept"] <= (part["better_by_95"][0] > 0)
    assert told["kept"] == (notes / ".briefbot" / "fitted.json").exists()


def test_a_risk_is_that_of_the_fitted_parts(fitted: Path, briefbot: Run) -> None:
    """An answer is given where its first sentence is as sure as that risk asks for, and a lower one is refused."""
    done = briefbot("ask", "what did the two leaders agree?", "--max-risk", "0.3", "--json")
    assert done.json()["answered"] is (done.json()["answers"][0]["confidence"] >= 0.3)
    refused = briefbot("ask", "what did the two leaders agree?", "--max-risk", "0.2")
    assert (refused.status, refused.out) == (2, "")
    assert "the lowest that can be promised is 0.25" in refused.err


def test_too_few_questions_are_refused(notes: Path, home: Path, briefbot: Run) -> None:
    """Under 40 nothing is fitted, and one line says how many there are."""
    few = home / "few.jsonl"
    few.write_text("".join(SAMPLE.read_text(encoding="utf-8").splitlines(keepends=True)[:39]), encoding="utf-8")
    done = briefbot("eval", str(few), "--fit")
    assert (done.status, done.out) == (2, "")
    assert (
        done.err
        == f"briefbot: a fit needs at least 40 questions in {few}, and there are 39; add some, or fit nothing\n"
    )


def test_fitted_parts_answer_and_an_undo_brings_the_shipped_ones_back(fitted: Path, briefbot: Run) -> None:
    """Confidence is that of the fitted calibration, status says since when, and both end with the undo."""
    ask = ("ask", "what did the two leaders agree?", "--json")
    state = briefbot("status", "--json").json()["fitted"]
    assert state == {"since": "2026-05-01T12:30:00+00:00", "questions": 85, "parts": ["calibration"], "in_use": True}
    assert "in use since 2026-05-01 12:30 UTC" in briefbot("status").out
    told = briefbot(*ask).json()
    less_sure, first = told["confidence"], told["answers"][0]["confidence"]
    done = briefbot("eval", "--undo")
    assert (done.status, done.out) == (0, "the shipped parts are in use again\n")
    assert not fitted.exists()
    assert briefbot("status", "--json").json()["fitted"] is None
    told = briefbot(*ask).json()
    assert told["confidence"] > less_sure + 0.05
    assert told["answers"][0]["confidence"] > first + 0.05
    done = briefbot("eval", "--undo")
    assert done.status == 2
    assert "nothing to undo" in done.err


def test_an_index_made_anew_keeps_them(fitted: Path, few_notes: Path, briefbot: Run) -> None:
    """What a person's questions taught is not lost with the catalog."""
    assert briefbot("index", "--rebuild").status == 0
    assert briefbot("status", "--json").json()["fitted"]["in_use"] is True


def test_parts_fitted_over_another_model_are_left_out_and_told_of(fitted: Path, briefbot: Run) -> None:
    """The question is answered by the shipped parts, and a line says what to do."""
    row = json.loads(fitted.read_text(encoding="utf-8"))
    fitted.write_text(json.dumps(row | {"model": "0" * 64}), encoding="utf-8")
    done = briefbot("ask", "what did the two leaders agree?")
    assert done.status == 0
    assert "are left out" in done.err
    assert briefbot("status", "--json").json()["fitted"]["in_use"] is False


def test_damaged_parts_are_named_with_the_way_out(fitted: Path, briefbot: Run) -> None:
    """Nothing is answered by half of a file; --undo clears it away."""
    fitted.write_text('{"version": 1', encoding="utf-8")
    done = briefbot("ask", "what did the two leaders agree?")
    assert done.status == 2
    assert done.err.count("\n") == 1
    assert str(fitted.relative_to(fitted.parents[2])) in done.err
    assert "--undo" in done.err
    assert briefbot("eval", "--undo").status == 0
    assert briefbot("ask", "what did the two leaders agree?").status == 0


def test_what_is_missing_or_too_much_is_told(home: Path, briefbot: Run) -> None:
    """Questions are needed but for an undo, which takes nothing beside it; a fit takes all of the briefings."""
    for arguments, words in (
        ((), "missing argument 'QUESTIONS.jsonl'"),
        (("--fit",), "missing argument 'QUESTIONS.jsonl'"),
        (("--undo", "--fit"), "--undo only goes back"),
        (("a.jsonl", "--undo"), "--undo only goes back"),
        (("a.jsonl", "--fit", "--source", "*.md"), "--fit takes all"),
    ):
        done = briefbot("eval", *arguments)
        assert (done.status, done.out) == (2, "")
        assert words in done.err
