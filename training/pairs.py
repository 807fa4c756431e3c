"""`python -m training.pairs SETS --work DIR --job JOB`: train one cross-encoder and score what it has not seen.

Jobs may run side by side; `python -m training` wants all of them done. Each leaves `JOB.safetensors` and `JOB.logits`
in the work folder.

- `fold0`, `fold1`: trained on the one half of all documents, scores questions about the other.
- `only-SET`: trained on that set, scores the others.
- `without-SET`: trained on the other sets, scores that one; for figures only, and only where it was run.
- `all`: trained on everything, what ships; scores nothing.
"""

from __future__ import annotations

import argparse
import hashlib
import pickle
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from index.encoders.load import load_pair_scorer
from index.models import find_model
from index.places import cache_folder
from training.evidence import gather_set
from training.fit_pairs import fit_pairs
from training.mistype import mistype
from training.pair_lists import sample_lists

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from training.evidence import Asked
    from training.pair_lists import PairList

DEPTH = 16
"""Candidates of each question that are scored."""
SCORED = 700
"""Of a set of more questions, only about so many are scored: enough to weigh signals by."""
FOLDS = 2
PASSES = 2
"""How often each question is learnt from."""
MISTYPED_SHARE = 0.15
"""Questions that are learnt from with a slip in them."""
HELD_OUT = ("fold0", "fold1")
"""Jobs whose logits the closer ranker, its calibration and its figures rest on: each about the half of all documents
that it did not learn from."""
SHIPPED = "all"
"""The job whose cross-encoder ships."""

Logits = dict[int, "NDArray[np.float32]"]
"""By the place of a question in its set, the logits of its best candidates, shape (at most DEPTH,)."""


def main() -> int:
    """Do one job and return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m training.pairs", description=__doc__)
    parser.add_argument("sets", nargs="+", type=Path, help="folders with questions.jsonl and briefings/")
    parser.add_argument("--work", type=Path, default=Path("training-work"), help="where evidence and models are kept")
    parser.add_argument("--job", required=True)
    arguments = parser.parse_args()
    sets = {folder.name: gather_set(folder, arguments.work) for folder in arguments.sets}
    run_job(arguments.job, sets, arguments.work)
    return 0


def run_job(job: str, sets: dict[str, list[Asked]], work: Path) -> None:
    """Train the cross-encoder of a job where that has not been done, and leave it and its logits in the work folder."""
    adapter = train(job, sets, work)
    scorer = load_pair_scorer(find_model(None, cache_folder()), cache_folder(), _say, adapter)
    if scorer is None:
        raise SystemExit(f"{adapter} does not fit the packaged model")
    logits: dict[str, Logits] = {name: {} for name in sets}
    for name, questions in sets.items():
        for place in sampled(questions):
            if not _learns(job, questions[place].home):
                logits[name][place] = scorer.score(questions[place].question, questions[place].pairs[:DEPTH])
    (work / f"{job}.logits").write_bytes(pickle.dumps(logits))


def strict_logits(sets: dict[str, list[Asked]], work: Path) -> dict[str, Logits]:
    """Return, for each set, the logits of the cross-encoder that saw nothing of it; none where its job was not run."""
    files = {name: work / f"without-{name}.logits" for name in sets}
    return {
        name: pickle.loads(file.read_bytes())[name] if file.exists() else {}  # noqa: S301 - written by this program
        for name, file in files.items()
    }


def train(job: str, sets: dict[str, list[Asked]], work: Path) -> Path:
    """Train the cross-encoder of a job where that has not been done, and return its file in the work folder."""
    adapter = work / f"{job}.safetensors"
    if not adapter.exists():
        learnt = frozenset(home for questions in sets.values() for home in _homes(questions) if _learns(job, home))
        everything = [asked for questions in sets.values() for asked in questions]
        lists = _passes(everything, learnt)
        sys.stderr.write(f"{job}: {len(lists)} lists from {len(learnt)} documents\n")
        fit_pairs(lists, find_model(None, cache_folder()).folder, seed=7).save(adapter)
    return adapter


def _passes(asked: list[Asked], learnt: frozenset[str]) -> list[PairList]:
    """Return what is learnt from in its order: each pass draws other wrong sentences and mistypes other questions."""
    chance = np.random.default_rng(7)
    drawn = [one for _ in range(PASSES) for one in sample_lists(asked, learnt, chance)]
    slips = chance.random(len(drawn)) < MISTYPED_SHARE
    return [
        replace(one, question=mistype(one.question, chance)) if slip else one
        for one, slip in zip(drawn, slips, strict=True)
    ]


def _say(line: str) -> None:
    sys.stderr.write(line)


def sampled(questions: list[Asked]) -> list[int]:
    """Return the places of the questions that are scored: of a large set every so many."""
    answerable = [place for place, asked in enumerate(questions) if not asked.left_out]
    left_out = [place for place, asked in enumerate(questions) if asked.left_out]
    return sorted(answerable[:: 1 + len(answerable) // (SCORED + 50)] + left_out[:: 1 + len(left_out) // (SCORED // 2)])


def fold(home: str) -> int:
    """Return the fold of a document, 0 or 1, by its name alone."""
    return hashlib.sha256(home.encode()).digest()[0] % FOLDS


def _learns(job: str, home: str) -> bool:
    """Return whether a job's cross-encoder may learn from a document."""
    if job.startswith("fold"):
        return fold(home) == int(job.removeprefix("fold"))
    if job.startswith("only-"):
        return home.startswith(job.removeprefix("only-") + "/")
    return not home.startswith(job.removeprefix("without-") + "/")


def _homes(questions: list[Asked]) -> set[str]:
    return {source for asked in questions for source in (asked.home, *asked.sources)}


if __name__ == "__main__":
    sys.exit(main())
