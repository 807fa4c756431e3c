"""`python -m training EVAL_FOLDER...`: gather evidence, fit ranker and calibration, say how well they do.

Each folder holds `questions.jsonl` and `briefings/`. Besides the final weights, fitted to all of them, it prints the
figures of weights that never saw the set they are tested on.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from training.confidence import Platt, fit_platt, judge, samples
from training.evidence import gather_set
from training.weights import RANKED, fit_weights, hits_at

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from training.evidence import Asked

ROOT = Path(__file__).parent.parent
RANKER = ROOT / "index" / "rankers" / "linear.json"
CALIBRATION = ROOT / "index" / "calibration.json"


def main() -> int:
    """Fit, print the figures and write the two files of weights; return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m training", description=__doc__)
    parser.add_argument("sets", nargs="+", type=Path, help="folders with questions.jsonl and briefings/")
    parser.add_argument("--work", type=Path, default=Path("training-work"), help="where indexes and evidence are kept")
    parser.add_argument("--dry-run", action="store_true", help="print the figures and write no weights")
    arguments = parser.parse_args()
    sets = {folder.name: gather_set(folder, arguments.work) for folder in arguments.sets}
    _say_left_out(sets)
    everything = [asked for questions in sets.values() for asked in questions]
    weights = fit_weights(everything)
    platt = fit_platt(samples(everything, weights))
    _say("all", everything, weights, platt)
    if not arguments.dry_run:
        _write(RANKER, dict(zip(RANKED, map(_short, weights.tolist()), strict=True)))
        _write(CALIBRATION, platt.to_json())
    return 0


def _say_left_out(sets: dict[str, list[Asked]]) -> None:
    """Print, for each set, the figures of weights that were fitted to the others."""
    for name, tested in sets.items():
        others = [asked for other, questions in sets.items() if other != name for asked in questions]
        if others:
            weights = fit_weights(others)
            _say(name, tested, weights, fit_platt(samples(others, weights)))


def _say(name: str, tested: list[Asked], weights: NDArray[np.float64], platt: Platt) -> None:
    row = {"set": name, **hits_at(tested, weights), **judge(samples(tested, weights), platt)}
    sys.stdout.write(json.dumps(row) + "\n")


def _write(path: Path, row: object) -> None:
    path.write_text(json.dumps(row, indent=2) + "\n", encoding="utf-8")


def _short(number: float) -> float:
    return float(f"{number:.5g}")


if __name__ == "__main__":
    sys.exit(main())
