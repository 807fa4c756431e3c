"""Where the files are that weigh the evidence of a model: with the program, or beside the model they were fitted to."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from index.models import DEFAULT_WEIGHTS_SHA256, digest_weights

if TYPE_CHECKING:
    from index.models import Model

_HERE = Path(__file__).parent
_BESIDE = ".briefbot"
"""In a model's folder. A hidden name is not part of the model (`index.model_files`): nothing is encoded anew."""


@dataclass(frozen=True, slots=True)
class TrainedParts:
    """Files of a ranker and its calibration.

    Attributes:
        ranker: weights of the signals.
        calibration: evidence and scores to confidence.
        fitted: whether they were fitted to the evidence of the model that they are used with.
    """

    ranker: Path
    calibration: Path
    fitted: bool


def parts_beside(folder: Path) -> TrainedParts:
    """Return where the parts that were fitted to the model in `folder` are kept, there or not."""
    return TrainedParts(folder / _BESIDE / "ranker.json", folder / _BESIDE / "calibration.json", fitted=True)


def shipped_parts(*, fitted: bool) -> TrainedParts:
    """Return the parts that come with the program; `fitted` says whether the model is the one they were fitted to."""
    return TrainedParts(_HERE / "rankers" / "linear.json", _HERE / "calibration.json", fitted=fitted)


def find_parts(model: Model, cache: Path) -> TrainedParts:
    """Return the parts for a model: its own where both are beside it, else those that come with the program.

    Args:
        model: which (see `index.models.find_model`).
        cache: briefbot's cache folder, where digests are remembered.

    Raises:
        ModelError: the model's files cannot be read.
    """
    own = parts_beside(model.folder)
    if own.ranker.is_file() and own.calibration.is_file():
        return own
    return shipped_parts(fitted=digest_weights(model.folder, cache) == DEFAULT_WEIGHTS_SHA256)
