"""What was fitted to a user's own questions, and over which shipped parts: the record, and how it is put to use."""

from __future__ import annotations

import datetime as dt
import hashlib
import math
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from index.calibrate import Calibration, Logistic
from index.rankers.linear import LinearRanker
from index.risk_bound import RiskBound

if TYPE_CHECKING:
    from collections.abc import Mapping

    from index.judgement import Judgement
    from index.trained_parts import TrainedParts

VERSION = 2
_HERE = Path(__file__).parent
_CLOSER = (_HERE / "rankers" / "closer.json", _HERE / "closer_calibration.json")


@dataclass(frozen=True, slots=True)
class Basis:
    """What parts are fitted over: with another model, or other shipped parts, they say nothing.

    Attributes:
        model: digest of the model, 64 hex digits.
        shipped: SHA-256 over the shipped weights, calibrations and cross-encoder in use, 64 hex digits.
    """

    model: str
    shipped: str


@dataclass(frozen=True, slots=True)
class Fitted:
    """Parts fitted to a user's own questions.

    Attributes:
        since: when (UTC).
        questions: number of questions.
        questions_sha256: digest of the file of questions, 64 hex digits.
        basis: what they were fitted over.
        ranker: weights of the first ranker by signal, None for the shipped ones.
        closer_ranker: weights of the closer look's ranker, None for the shipped ones.
        calibration: the calibration of whoever decides (the closer look's where there is one), None for the shipped.
        bounds: how many answers are wrong at most from a confidence on, with these parts.
    """

    since: dt.datetime
    questions: int
    questions_sha256: str
    basis: Basis
    ranker: Mapping[str, float] | None
    closer_ranker: Mapping[str, float] | None
    calibration: Calibration | None
    bounds: tuple[RiskBound, ...]

    @property
    def parts(self) -> tuple[str, ...]:
        """Which parts these are."""
        held = (("ranker", self.ranker), ("closer ranker", self.closer_ranker), ("calibration", self.calibration))
        return tuple(name for name, part in held if part is not None)


def basis_of(model_digest: str, parts: TrainedParts, adapter_digest: str | None) -> Basis:
    """Return what a fit of this installation rests on.

    Args:
        model_digest: that of the model.
        parts: the ranker of all candidates and its calibration.
        adapter_digest: that of the cross-encoder's adapter, None where there is no closer look.
    """
    files = (parts.ranker, parts.calibration, *(() if adapter_digest is None else _CLOSER))
    digests = [hashlib.sha256(file.read_bytes()).hexdigest() for file in files]
    return Basis(model_digest, hashlib.sha256(" ".join([*digests, adapter_digest or ""]).encode()).hexdigest())


def put_to_use(fitted: Fitted, shipped: Judgement) -> Judgement:
    """Return the shipped judgement with the fitted parts in their places.

    Raises:
        ValueError: a part reads what the shipped one does not.
    """
    closer = shipped.closer
    ranker = shipped.ranker if fitted.ranker is None else _ranker(fitted.ranker, shipped.ranker)
    if closer is None:
        decides = _calibration(fitted, shipped.calibration)
        return replace(shipped, ranker=ranker, calibration=decides)
    if fitted.closer_ranker is not None:
        closer = replace(closer, ranker=_ranker(fitted.closer_ranker, closer.ranker))
    closer = replace(closer, calibration=_calibration(fitted, closer.calibration))
    return replace(shipped, ranker=ranker, closer=closer)


def to_row(fitted: Fitted) -> dict[str, Any]:
    """Return the object that `fitted.json` holds."""
    calibration = fitted.calibration
    return {
        "version": VERSION,
        "since": fitted.since.isoformat(timespec="seconds"),
        "questions": fitted.questions,
        "questions_sha256": fitted.questions_sha256,
        "model": fitted.basis.model,
        "shipped": fitted.basis.shipped,
        "ranker": fitted.ranker and dict(fitted.ranker),
        "closer_ranker": fitted.closer_ranker and dict(fitted.closer_ranker),
        "calibration": calibration
        and {
            "sentence": _model_row(calibration.sentence),
            "anything": _model_row(calibration.anything),
            "threshold": calibration.threshold,
        },
        "risk": {f"{bound.threshold:g}": bound.risk for bound in fitted.bounds},
    }


def from_row(row: Mapping[str, Any]) -> Fitted:
    """Return what `to_row` made an object of.

    Raises:
        ValueError: it is not such an object, or of another version.
        KeyError: as above.
        TypeError: as above.
        AttributeError: as above.
    """
    if row["version"] != VERSION:
        raise ValueError("another version")
    calibration = row["calibration"]
    since = dt.datetime.fromisoformat(row["since"])
    if since.tzinfo is None:
        raise ValueError("a time without its zone")
    return Fitted(
        since=since,
        questions=int(row["questions"]),
        questions_sha256=str(row["questions_sha256"]),
        basis=Basis(str(row["model"]), str(row["shipped"])),
        ranker=_weights(row["ranker"]),
        closer_ranker=_weights(row["closer_ranker"]),
        calibration=None if calibration is None else _calibration_of(calibration),
        bounds=tuple(RiskBound(_number(float(at)), _number(risk)) for at, risk in row["risk"].items()),
    )


def _weights(row: Mapping[str, Any] | None) -> Mapping[str, float] | None:
    return None if row is None else {str(name): _number(value) for name, value in row.items()}


def _calibration_of(row: Mapping[str, Any]) -> Calibration:
    return Calibration(_model_of(row["sentence"]), _model_of(row["anything"]), _number(row["threshold"]))


def _model_row(model: Logistic) -> dict[str, Any]:
    return {"weights": dict(zip(model.signals, model.weights.tolist(), strict=True)), "bias": model.bias}


def _model_of(row: Mapping[str, Any]) -> Logistic:
    weights = _weights(row["weights"]) or {}
    return Logistic(tuple(weights), np.array(list(weights.values())), _number(row["bias"]))


def _number(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise ValueError("not a number")
    return float(value)


def _ranker(weights: Mapping[str, float], shipped: object) -> LinearRanker:
    if not isinstance(shipped, LinearRanker) or set(weights) != set(shipped.weights):
        raise ValueError("weights of other signals")
    return LinearRanker(weights)


def _calibration(fitted: Fitted, shipped: Calibration) -> Calibration:
    """Return the calibration in use; the shipped risks are those of the shipped parts together."""
    found = fitted.calibration or shipped
    pairs = ((found.sentence, shipped.sentence), (found.anything, shipped.anything))
    if any(set(one.signals) != set(other.signals) for one, other in pairs):
        raise ValueError("a calibration of other signals")
    return replace(found, bounds=fitted.bounds)
