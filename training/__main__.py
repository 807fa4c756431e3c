"""`python -m training EVAL_FOLDER...`: gather evidence, fit all that ships, say how well it does on what it never saw.

Each folder holds `questions.jsonl` and `briefings/`. In order: the first ranker and its calibration, over all
candidates; the cross-encoder, one for each half of the documents (jobs of `training.pairs`, hours on two cores, which
may have been run before); the closer ranker and its calibration, over evidence from the half that had not seen the
document; and what ships: the mean of the two cross-encoders.
"""

from __future__ import annotations

import argparse
import json
import pickle
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from training.closer import by_trees, closer_rows, fit_trees, folds
from training.confidence import READ, READ_CLOSER, Platt, fit_platt, judge, samples
from training.evidence import gather_set
from training.pairs import JOBS, run_job
from training.soup import mix
from training.weights import CLOSER_RANKED, RANKED, fit_weights, hits_at, weigh

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from training.evidence import Asked
    from training.weights import Scorer

INDEX = Path(__file__).parent.parent / "index"
RANKER = INDEX / "rankers" / "linear.json"
CALIBRATION = INDEX / "calibration.json"
CLOSER_RANKER = INDEX / "rankers" / "closer.json"
CLOSER_CALIBRATION = INDEX / "closer_calibration.json"
ADAPTER = INDEX / "encoders" / "pairs.safetensors"
DEPTH = 12
"""As `index.rank.DEPTH`."""


@dataclass(frozen=True, slots=True)
class Stage:
    """One of the two rankers, and how it is fitted.

    Attributes:
        fit: questions to a scorer.
        read: what its calibration reads.
    """

    fit: Callable[[Sequence[Asked]], Scorer]
    read: tuple[str, ...]


FIRST = Stage(lambda asked: weigh(fit_weights(asked, RANKED), RANKED), READ)
CLOSER = Stage(lambda asked: weigh(fit_weights(asked, CLOSER_RANKED), CLOSER_RANKED), READ_CLOSER)
TREES = Stage(lambda asked: by_trees(fit_trees(asked)), READ_CLOSER)
"""Instead of CLOSER: better on sets it has seen half of, worse on notes like none of them, so it does not ship."""


def main() -> int:
    """Fit, print the figures and write what ships; return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m training", description=__doc__)
    parser.add_argument("sets", nargs="+", type=Path, help="folders with questions.jsonl and briefings/")
    parser.add_argument("--work", type=Path, default=Path("training-work"), help="where all that takes long is kept")
    parser.add_argument("--dry-run", action="store_true", help="print the figures and write nothing that ships")
    arguments = parser.parse_args()
    work: Path = arguments.work
    sets = {folder.name: gather_set(folder, work) for folder in arguments.sets}
    for job in JOBS:
        if not (work / f"{job}.logits").exists():
            run_job(job, sets, work)
    closer = _closer(sets, work)
    for title, stage, rows in (("first", FIRST, sets), ("closer", CLOSER, closer), ("trees", TREES, closer)):
        _say_left_out(title, stage, rows)
        _say_folds(title, stage, rows)
    if not arguments.dry_run:
        _write_all(_together(sets), _together(closer), work)
    return 0


def _closer(sets: dict[str, list[Asked]], work: Path) -> dict[str, list[Asked]]:
    """Return the questions with the closer evidence, each from the cross-encoder that had not seen its document."""
    rows: dict[str, list[Asked]] = {name: [] for name in sets}
    for job in JOBS:
        logits = pickle.loads((work / f"{job}.logits").read_bytes())  # noqa: S301 - written by this program
        for name, asked in sets.items():
            rows[name] += closer_rows(asked, logits.get(name, {}), DEPTH)
    return rows


def _say_left_out(title: str, stage: Stage, sets: dict[str, list[Asked]]) -> None:
    """Print, for each set, the figures of a ranker and a calibration fitted to the others."""
    for name, tested in sets.items():
        others = [asked for other, questions in sets.items() if other != name for asked in questions]
        if others:
            scorer = stage.fit(others)
            _say(f"{title} without {name}", tested, scorer, fit_platt(samples(others, scorer, stage.read)), stage.read)


def _say_folds(title: str, stage: Stage, sets: dict[str, list[Asked]]) -> None:
    """Print, for each set, the figures of rankers and calibrations that never saw the question's document."""
    everything = _together(sets)
    scorer = folds(everything, stage.fit)
    for name, questions in sets.items():
        others = [asked for other, rows in sets.items() if other != name for asked in rows]
        platt = fit_platt(samples(others, scorer, stage.read))
        _say(f"{title} folds {name}", questions, scorer, platt, stage.read)


def _say(title: str, tested: Sequence[Asked], scorer: Scorer, platt: Platt, read: tuple[str, ...]) -> None:
    row = {"what": title, **hits_at(tested, scorer), **judge(samples(tested, scorer, read), platt)}
    sys.stdout.write(json.dumps(row) + "\n")


def _together(sets: dict[str, list[Asked]]) -> list[Asked]:
    return [asked for questions in sets.values() for asked in questions]


def _write_all(asked: Sequence[Asked], closer: Sequence[Asked], work: Path) -> None:
    for questions, names, read, ranker, calibration in (
        (asked, RANKED, READ, RANKER, CALIBRATION),
        (closer, CLOSER_RANKED, READ_CLOSER, CLOSER_RANKER, CLOSER_CALIBRATION),
    ):
        weights = fit_weights(questions, names)
        _write(ranker, dict(zip(names, map(_short, weights.tolist()), strict=True)))
        _write(calibration, fit_platt(samples(questions, weigh(weights, names), read)).to_json())
    mix([work / f"{job}.safetensors" for job in JOBS], ADAPTER)


def _write(path: Path, row: object) -> None:
    path.write_text(json.dumps(row, indent=2) + "\n", encoding="utf-8")


def _short(number: float) -> float:
    return float(f"{number:.5g}")


if __name__ == "__main__":
    sys.exit(main())
