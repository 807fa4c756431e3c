"""`briefbot eval`: how well questions with known answers are answered."""

from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.exit_status import ExitStatus
from bot.lines_file import lines_file
from bot.opening import opened, settings_of
from bot.options import Choice, Fast, Output, Place, Threshold
from bot.period import make_filters
from bot.printing import print_result
from bot.progress import ProgressBar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from bot.settings import Settings
    from index import Filters
    from index.evaluate import LabeledQuestion, QuestionResult

Questions = Annotated[
    str, typer.Argument(metavar="QUESTIONS.jsonl", help="Questions with known answers, a JSON object a line.")
]
Results = Annotated[
    str | None, typer.Option("--output", metavar="RESULTS.jsonl", help="Write each question's answers there.")
]


def evaluate(
    questions: Questions,
    results: Results = None,
    threshold: Threshold = None,
    fast: Fast = False,
    *,
    choice: Choice,
    place: Place,
    output: Output,
) -> int:
    """Measure how well known questions are answered."""
    from index.evaluate import load_questions, summarize

    settings = settings_of(place, threshold=threshold, fast=fast)
    filters = make_filters(choice.source, choice.since, choice.until, choice.tag)
    known = load_questions(Path(questions))
    bar = ProgressBar()
    with _asked(known, settings, filters, bar) as answered, lines_file(Path(results) if results else None) as write:
        report = summarize(_told(answered, write, bar, len(known), output))
    from bot.rendering.evaluation import render_evaluation
    from bot.wire import evaluation_to_json

    print_result(output, lambda: evaluation_to_json(report), lambda _: render_evaluation(report))
    return ExitStatus.DONE


@contextmanager
def _asked(
    known: "tuple[LabeledQuestion, ...]", settings: "Settings", filters: "Filters", bar: ProgressBar
) -> "Iterator[Iterator[QuestionResult]]":
    """Give the results of questions, each asked when it is taken, of an index that is up to date."""
    from index.evaluate import ANSWERS_A_QUESTION, evaluate

    with opened(settings, bar) as briefings:
        briefings.sync()
        bar.stop()
        yield evaluate(known, partial(briefings.ask_indexed, top_k=ANSWERS_A_QUESTION, filters=filters))


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
