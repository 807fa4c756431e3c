"""`python -m benchmarks`: briefbot and others on the same work, in turns, in one run.

Needs the extra [bench]. Writes results.json, results.md and plots (PNG and SVG) to --results. Without --quick it takes
about an hour. `--render FILE` draws table and plots anew from a results.json.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.corpora import eval_sets, generated, sample_notes
from benchmarks.measures.plan import QUICK, Plan
from benchmarks.plots import draw_plots
from benchmarks.process import QUIET
from benchmarks.results import read_results, write_results
from benchmarks.run import Order, run_all
from benchmarks.table import to_markdown
from index.errors import BriefbotError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from benchmarks.corpora import Choice
    from benchmarks.results import Results

RESULTS = Path(__file__).parent / "results"
_FULL_SIZES, _QUICK_SIZES = (20_000, 200_000, 1_000_000), (2_000,)
_FAILED = 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Run what the command line asks for; return the exit status, 0 or 2."""
    typed = list(sys.argv[1:] if arguments is None else arguments)
    wish = _parser().parse_args(typed)
    os.environ.update(QUIET)
    try:
        results = read_results(wish.render) if wish.render else _run(wish, typed)
    except BriefbotError as error:
        sys.stderr.write(f"benchmarks: {error}\n")
        return _FAILED
    write_all(results, wish.results)
    return 0


def write_all(results: Results, folder: Path) -> None:
    """Write results.json, results.md and the plots into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    write_results(folder / "results.json", results)
    plots = draw_plots(results, folder)
    (folder / "results.md").write_text(to_markdown(results, plots), encoding="utf-8", newline="\n")


def _run(wish: argparse.Namespace, typed: Sequence[str]) -> Results:
    plan = QUICK if wish.quick else Plan()
    plan = replace(plan, questions=wish.questions or plan.questions)
    with ExitStack() as stack:
        work = wish.work or Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="briefbot-bench-")))
        order = Order(_choices(wish), plan, work.absolute(), tuple(wish.only or ()), tuple(typed), _tell)
        return _last_of(run_all(order), wish.results)


def _last_of(found: Iterator[Results], folder: Path) -> Results:
    """Return the last of some results; each is kept in the folder as it comes."""
    known = next(found)  # what is refused is so here, before anything is made
    folder.mkdir(parents=True, exist_ok=True)
    write_results(folder / "results.json", known)
    for later in found:
        known = later
        write_results(folder / "results.json", known)
    return known


def _choices(wish: argparse.Namespace) -> list[Choice]:
    sizes = wish.sentences if wish.sentences is not None else _QUICK_SIZES if wish.quick else _FULL_SIZES
    found = [] if wish.no_samples else [sample_notes()]
    found += list(eval_sets(wish.eval)) if wish.eval else []
    return found + [generated(size, wish.seed) for size in sizes]


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a few minutes: sample notes and 2,000 sentences")
    parser.add_argument("--eval", type=Path, metavar="DIR", help="sets with known answers, each a folder in DIR")
    parser.add_argument("--sentences", type=int, nargs="*", metavar="N", help="sizes of generated notes")
    parser.add_argument("--seed", type=int, default=1, help="of the generated notes")
    parser.add_argument("--no-samples", action="store_true", help="leave the sample notes out")
    parser.add_argument("--questions", type=int, default=0, help="the most questions of a corpus")
    parser.add_argument("--only", action="append", metavar="NAME", help="only this contestant; may be repeated")
    parser.add_argument("--work", type=Path, help="where corpora and indexes are made and kept; default: nowhere")
    parser.add_argument("--results", type=Path, default=RESULTS, help="where the report is written")
    parser.add_argument("--render", type=Path, metavar="FILE", help="measure nothing, draw a results.json anew")
    return parser


def _tell(line: str) -> None:
    sys.stderr.write(line + "\n")
    sys.stderr.flush()


if __name__ == "__main__":
    sys.exit(main())
