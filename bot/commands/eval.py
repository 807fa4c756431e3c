"""`briefbot eval`: how well questions with known answers are answered."""

from contextlib import contextmanager
from dataclasses import astuple, dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.exit_status import ExitStatus
from bot.lines_file import lines_file
from bot.opening import opened, settings_of
from bot.options import Choice, Judging, Output, Place
from bot.period import make_filters
from bot.printing import print_result
from bot.progress import ProgressBar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from rich.console import Console

    from bot.rendering.layout import Line
    from bot.settings import Settings
    from index import Filters
    from index.evaluate import LabeledQuestion, Miss, Misses, Outcome, QuestionResult, Tally

Questions = Annotated[
    str | None, typer.Argument(metavar="[QUESTIONS.jsonl]", help="Questions with known answers, a JSON object a line.")
]


@dataclass(frozen=True, slots=True)
class Files:
    """What is written of an evaluation, what it is compared with, and what it is used for."""

    results: Annotated[
        str | None, typer.Option("--output", metavar="RESULTS.jsonl", help="Write each question's answers there.")
    ] = None
    against: Annotated[
        str | None,
        typer.Option(metavar="RESULTS.jsonl", help="Compare with what --output wrote earlier, for the same questions."),
    ] = None
    plot: Annotated[
        str | None,
        typer.Option(metavar="DIR", help="Draw there how confidence and what is right go together; needs matplotlib."),
    ] = None
    fit: Annotated[
        bool,
        typer.Option("--fit", help="Fit ranking and confidence to the questions; kept where better beyond chance."),
    ] = False
    undo: Annotated[bool, typer.Option("--undo", help="Go back to what was in use before the last --fit.")] = False


@dataclass(frozen=True, slots=True)
class Printing(Output):
    """How an evaluation is printed."""

    misses: Annotated[
        bool, typer.Option("--misses", help="Show what stood above the right sentence, and by which signals.")
    ] = False


@dataclass(frozen=True, slots=True)
class _Asked:
    """A run: its results, each asked when it is taken, and what says why one is a miss."""

    results: "Iterator[QuestionResult]"
    why_missed: "Callable[[QuestionResult], Miss]"


def evaluate(
    questions: Questions = None,
    *,
    judging: Judging,
    files: Files,
    choice: Choice,
    place: Place,
    output: Printing,
) -> int:
    """Measure how well known questions are answered, or fit to them."""
    from bot.fitting import fit, require, undo

    # What measures has no say in a fit, and an undo reads no questions.
    beside = output.misses or any((*astuple(judging), *astuple(choice), files.results, files.against, files.plot))
    if files.undo:
        return undo(place, output, alone=not (questions or files.fit or beside))
    if files.fit:
        return fit(require(questions), place, output, alone=not beside)
    return _measure(require(questions), judging, files, choice, place, output)


def _measure(questions: str, judging: Judging, files: Files, choice: Choice, place: Place, output: Printing) -> int:
    from index.evaluate import Misses, load_questions, load_results, prepare_drawing, tally

    settings = settings_of(place, judging=judging, bound=choice)
    filters = make_filters(choice.source, choice.since, choice.until, choice.tag, settings.ceiling)
    known = load_questions(Path(questions))
    # Both before anything is asked: it may take minutes, and --output may name the file of --against.
    earlier = load_results(Path(files.against), known) if files.against else None
    if files.plot:
        prepare_drawing(Path(files.plot))
    bar = ProgressBar()
    lines = lines_file(Path(files.results) if files.results else None)
    misses = Misses() if output.misses else None
    with _asked(known, settings, filters, bar) as asked, lines as write:
        results = asked.results if misses is None else misses.noting(asked.results, asked.why_missed)
        numbers = tally(_told(results, write, bar, len(known), output))
    _print(numbers, misses, earlier, files, output)
    return ExitStatus.DONE


def _print(
    numbers: "Tally",
    misses: "Misses | None",
    earlier: "Mapping[str, Outcome] | None",
    files: Files,
    output: Output,
) -> None:
    from bot.evaluation_json import evaluation_to_json
    from index.evaluate import compare, draw, summarize

    report = summarize(numbers)
    changes = None if earlier is None else compare(earlier, numbers.outcomes)
    plots = draw(numbers.outcomes, Path(files.plot)) if files.plot else ()

    def lines(_: "Console") -> "Iterator[Line]":
        from bot.rendering.comparison import render_comparison
        from bot.rendering.evaluation import render_evaluation, render_plots

        yield from render_evaluation(report)
        if changes is not None:
            yield from render_comparison(changes, files.against or "")
        yield from render_plots(plots)
        if misses is not None:
            from bot.rendering.misses import render_misses

            yield from render_misses(misses)

    print_result(output, lambda: evaluation_to_json(report, changes, plots, misses), lines)


@contextmanager
def _asked(
    known: "tuple[LabeledQuestion, ...]", settings: "Settings", filters: "Filters", bar: ProgressBar
) -> "Iterator[_Asked]":
    """Give the results of questions, each asked when it is taken, of an index that is up to date."""
    from index.evaluate import ANSWERS_A_QUESTION, evaluate

    with opened(settings, bar) as briefings:
        briefings.sync()
        bar.stop()
        briefings.bar()  # where no threshold keeps to --max-risk, nothing is asked and nothing is written
        ask = partial(briefings.indexed.ask, top_k=ANSWERS_A_QUESTION, filters=filters)
        yield _Asked(evaluate(known, ask), partial(briefings.indexed.why_missed, filters=filters))


def _told(
    results: "Iterator[QuestionResult]", write: "Callable[[str], None]", bar: ProgressBar, total: int, output: Output
) -> "Iterator[QuestionResult]":
    """Yield results as they come, each written and shown before the next is asked for."""
    from bot.console import open_console
    from bot.rendering.evaluation import render_result
    from bot.rendering.layout import print_lines
    from index.evaluate import result_line

    console = open_console(output.no_color)
    for done, result in enumerate(results, 1):
        write(result_line(result))
        if not output.json:
            with bar.hidden():
                print_lines(console, render_result(result))
        bar("asking", done, total)
        yield result
