"""A threshold stated as a rate: the confidence from which at most a share of the answers given is wrong.

The terms are those of selective classification: Geifman and El-Yaniv, "Selective Classification for Deep Neural
Networks", NIPS 2017.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.errors import SettingsError

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True)
class RiskBound:
    """How many answers are wrong at most from a threshold on.

    Attributes:
        threshold: the confidence from which a question counts as answered.
        risk: the share of these questions whose first sentence is wrong, 0 to 1, is below this with a probability of
            0.9; measured on questions that the fitted parts never saw. A question that the briefings do not answer has
            no right sentence: answered, it is wrong.
    """

    threshold: float
    risk: float


def threshold_at(bounds: Sequence[RiskBound], most: float) -> float:
    """Return the lowest threshold whose risk is at most `most`.

    Args:
        bounds: by rising threshold.
        most: a share, 0 to 1.

    Raises:
        SettingsError: every risk is higher, or none is known; the message says which is the lowest.
    """
    for bound in bounds:
        if bound.risk <= most:
            return bound.threshold
    if not bounds:
        raise SettingsError(
            "how many answers are wrong is not known of these trained parts", "give a threshold instead of a risk"
        )
    lowest = min(bound.risk for bound in bounds)
    raise SettingsError(
        f"no threshold keeps the share of wrong answers down to {most:g}",
        f"the lowest that can be promised is {_rounded_up(lowest):g}",
    )


def _rounded_up(risk: float) -> float:
    """Return a risk with four decimals that is not below it, so that what the message names can be given."""
    return -(-risk * 10_000 // 1) / 10_000
