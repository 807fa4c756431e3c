"""Questions made up with a known weighing, whose candidates' evidence is drawn at random."""

from __future__ import annotations

import numpy as np
from calibrations import calibration_of

from index.candidates import Candidates, Evidence
from index.fit.asked import Asked
from index.judgement import Judgement
from index.rankers.linear import LinearRanker

SIGNALS = ("sentence_likeness", "sentence_coverage", "length")
SHIPPED = {"sentence_likeness": 3.0, "sentence_coverage": 1.0, "length": 0.0}
PLANTED = {"sentence_likeness": 0.5, "sentence_coverage": 4.0, "length": 0.0}
CANDIDATES = 20


def shipped() -> Judgement:
    """Return a judgement that ranks by SHIPPED and is sure by the margin alone."""
    return Judgement(LinearRanker(SHIPPED), calibration_of(("margin",), [1.0], 0.0, 0.5), None)


def make_asked(weights: dict[str, float] | None, count: int, *, unanswerable: int = 0, seed: int = 0) -> list[Asked]:
    """Return questions whose right candidate is drawn by the softmax of `weights`, at random where these are None.

    What a cross-encoder says of a candidate is about 3 more where it is right.

    Args:
        weights: the weighing that answers are true to.
        count: number of questions.
        unanswerable: how many of them nothing answers.
        seed: of what is drawn.
    """
    draw = np.random.default_rng(seed)
    return [_ask(weights, draw, place, answerable=place >= unanswerable) for place in range(count)]


def _ask(weights: dict[str, float] | None, draw: np.random.Generator, place: int, *, answerable: bool) -> Asked:
    values = draw.normal(size=(CANDIDATES, len(SIGNALS))).astype(np.float32)
    scores = np.zeros(CANDIDATES) if weights is None else 2 * values @ np.array([weights[name] for name in SIGNALS])
    chances = np.exp(scores - scores.max())
    hits = np.zeros(CANDIDATES, bool)
    if answerable:
        hits[draw.choice(CANDIDATES, p=chances / chances.sum())] = True
    ids = np.arange(CANDIDATES, dtype=np.int64)
    candidates = Candidates(ids, ids, ids, np.zeros_like(ids), tuple(str(number) for number in ids))
    logits = (3 * hits + draw.normal(size=CANDIDATES)).astype(np.float32)
    return Asked(
        candidates, Evidence(SIGNALS, values), hits, f"note-{place % 12}.md", answerable, lambda places: logits[places]
    )
