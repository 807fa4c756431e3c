"""`python -m training EVAL_FOLDER...`: gather evidence, fit all that ships, say how well it does on what it never saw.

Each folder holds `questions.jsonl` and `briefings/`. In order: the first ranker and its calibration, over all
candidates; two cross-encoders, each trained on one half of the documents (jobs of `training.pairs`, hours on two cores,
which may have been run before); the closer ranker and its calibration, over their evidence of questions about the other
halves; and the cross-encoder that ships, trained on all documents.

With --model, the first ranker and its calibration are fitted to the evidence of another model, and kept in the model's
folder, where briefbot finds them. Give it a work folder of its own: an index is of one model.
"""

from __future__ import annotations

import argparse
import json
import pickle
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from index.fit.risk import risk_bounds
from index.models import find_model
from index.places import cache_folder
from index.rank import DEPTH
from index.rankers import load_ranker
from index.trained_parts import parts_beside, shipped_parts
from training.ablation import closer_table, first_table, searched
from training.closer import closer_rows, folds
from training.confidence import READ, READ_CLOSER, calibrate, judge, samples, to_json
from training.evidence import gather_set
from training.pairs import HELD_OUT, SHIPPED, run_job, strict_logits, train
from training.risk import held_out
from training.sources import found_by
from training.trees import by_trees, fit_trees
from training.weights import CLOSER_RANKED, RANKED, fit_weights, hits_at, weigh

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from index.calibrate import Calibration
    from training.evidence import Asked
    from training.pairs import Logits
    from training.weights import Scorer

INDEX = Path(__file__).parent.parent / "index"
CLOSER_RANKER = INDEX / "rankers" / "closer.json"
CLOSER_CALIBRATION = INDEX / "closer_calibration.json"
ADAPTER = INDEX / "encoders" / "pairs.safetensors"


@dataclass(frozen=True, slots=True)
class Stage:
    """One of the two rankers, and how it is fitted.

    Attributes:
        fit: questions to a scorer.
        names: the signals that it weighs; none for trees.
        read: what its calibration reads.
    """

    fit: Callable[[Sequence[Asked]], Scorer]
    names: tuple[str, ...]
    read: tuple[str, ...]


def _linear(names: tuple[str, ...], read: tuple[str, ...]) -> Stage:
    return Stage(lambda asked: weigh(fit_weights(asked, names), names), names, read)


FIRST = _linear(RANKED, READ)
CLOSER = _linear(CLOSER_RANKED, READ_CLOSER)
TREES = Stage(lambda asked: by_trees(fit_trees(asked)), (), READ_CLOSER)
"""Instead of CLOSER: better on sets it has seen half of, worse on notes like none of them, so it is not written."""


def main() -> int:
    """Fit, print the figures and write what ships; return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m training", description=__doc__)
    parser.add_argument("sets", nargs="+", type=Path, help="folders with questions.jsonl and briefings/")
    parser.add_argument("--work", type=Path, default=Path("training-work"), help="where all that takes long is kept")
    parser.add_argument("--stage", choices=("first", "closer"), help="fit only one of the two rankers")
    parser.add_argument("--model", help="fit the first ranker to this model, and keep it beside the model")
    parser.add_argument("--dry-run", action="store_true", help="print the figures and write nothing that ships")
    parser.add_argument(
        "--ablate", action="store_true", help="print hits without each signal and each way of searching, and no more"
    )
    arguments = parser.parse_args()
    model = None if arguments.model is None else find_model(arguments.model, cache_folder())
    sets = {folder.name: gather_set(folder, arguments.work, arguments.model) for folder in arguments.sets}
    if arguments.ablate:
        return _ablate(arguments.sets, sets, arguments.work, arguments.stage)
    if arguments.stage != "closer":
        _say_both("first", FIRST, sets)
        if not arguments.dry_run:
            parts = shipped_parts(fitted=True) if model is None else parts_beside(model.folder)
            _write_weights(_together(sets), FIRST, parts.ranker, parts.calibration)
    if arguments.stage != "first" and model is None:
        closer = _closer(sets, arguments.work)
        _say_both("closer", CLOSER, closer)
        _say_strictly(sets, arguments.work)
        _say_both("trees", TREES, closer)
        if not arguments.dry_run:
            _write_weights(_together(closer), CLOSER, CLOSER_RANKER, CLOSER_CALIBRATION)
            shutil.copyfile(train(SHIPPED, sets, arguments.work), ADAPTER)
    return 0


def _ablate(folders: Sequence[Path], sets: dict[str, list[Asked]], work: Path, stage: str | None) -> int:
    """Print the tables of one ranker or of both, of the closer one only where its logits are there."""
    if len(sets) < 2:  # noqa: PLR2004 - each set is ranked by weights that were fitted to the others
        raise SystemExit("--ablate needs two sets or more")
    closer = stage != "first" and all((work / f"{job}.logits").exists() for job in HELD_OUT)
    logits = _logits(sets, work) if closer else {name: {} for name in sets}
    ablated = {}
    for folder in folders:
        asked = sets[folder.name]
        found = found_by(folder, work, [row for row in asked if row.answerable])
        ablated[folder.name] = searched(asked, found, logits[folder.name])
    if stage != "closer":
        sys.stdout.write(first_table(ablated))
        sys.stdout.flush()
    if stage != "first":
        sys.stdout.write(closer_table(ablated) if closer else "closer ranker: no logits in the work folder\n")
    return 0


def _logits(sets: dict[str, list[Asked]], work: Path) -> dict[str, Logits]:
    """Return what the cross-encoders that had not seen the document say, by set; those that are missing are trained."""
    logits: dict[str, Logits] = {name: {} for name in sets}
    for job in HELD_OUT:
        if not (work / f"{job}.logits").exists():
            run_job(job, sets, work)
        scored = pickle.loads((work / f"{job}.logits").read_bytes())  # noqa: S301 - written by this program
        for name in sets:
            logits[name].update(scored.get(name, {}))
    return logits


def _closer(sets: dict[str, list[Asked]], work: Path) -> dict[str, list[Asked]]:
    """Return the questions with the closer evidence, each from the cross-encoder that had not seen its document.

    The first ranker beneath is the one that ships, whose nine weights were fitted to all sets.
    """
    ranker, logits = load_ranker(shipped_parts(fitted=True).ranker), _logits(sets, work)
    return {
        name: closer_rows(asked, logits[name], DEPTH, lambda row: ranker.score(row.evidence))
        for name, asked in sets.items()
    }


def _say_both(title: str, stage: Stage, sets: dict[str, list[Asked]]) -> None:
    """Print figures of parts that never saw the set, and of parts that never saw the document; one set has neither."""
    if len(sets) < 2:  # noqa: PLR2004 - calibration is always fitted to the other sets
        return
    by_fold = folds(_together(sets), stage.fit)
    for name, tested in sets.items():
        others = [asked for other, questions in sets.items() if other != name for asked in questions]
        for how, scorer in (("without", stage.fit(others)), ("folds", by_fold)):
            calibration = calibrate(samples(others, scorer, stage.read))
            _say(f"{title} {how} {name}", tested, scorer, calibration, stage.read)


def _say_strictly(sets: dict[str, list[Asked]], work: Path) -> None:
    """Print figures of each set that neither rankers, nor calibration, nor cross-encoder saw anything of.

    A set whose cross-encoder was not trained (`training.pairs.strict_logits`) is passed over.
    """
    logits = _logits(sets, work)
    for name, unseen in strict_logits(sets, work).items():
        others = {other: asked for other, asked in sets.items() if other != name}
        if unseen and others:
            first = FIRST.fit(_together(others))
            seen = [row for other, asked in others.items() for row in closer_rows(asked, logits[other], DEPTH, first)]
            scorer = CLOSER.fit(seen)
            calibration = calibrate(samples(seen, scorer, CLOSER.read))
            _say(
                f"closer strictly without {name}",
                closer_rows(sets[name], unseen, DEPTH, first),
                scorer,
                calibration,
                CLOSER.read,
            )


def _say(title: str, tested: Sequence[Asked], scorer: Scorer, known: Calibration, read: tuple[str, ...]) -> None:
    row = {"what": title, **hits_at(tested, scorer), **judge(samples(tested, scorer, read), known)}
    sys.stdout.write(json.dumps(row) + "\n")


def _together(sets: dict[str, list[Asked]]) -> list[Asked]:
    return [asked for questions in sets.values() for asked in questions]


def _write_weights(asked: Sequence[Asked], stage: Stage, ranker: Path, calibration: Path) -> None:
    weights = fit_weights(asked, stage.names)
    _write(ranker, dict(zip(stage.names, map(_short, weights.tolist()), strict=True)))
    found = calibrate(samples(asked, weigh(weights, stage.names), stage.read))
    bounds = risk_bounds(held_out(asked, stage.fit, stage.read))
    risks = {f"{bound.threshold:g}": _short(bound.risk) for bound in bounds}
    _write(calibration, {**to_json(found), "risk": risks})


def _write(path: Path, row: object) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps(row, indent=2) + "\n", encoding="utf-8")


def _short(number: float) -> float:
    return float(f"{number:.5g}")


if __name__ == "__main__":
    sys.exit(main())
