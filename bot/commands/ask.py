"""`briefbot ask`: one question, one answer."""

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

import typer

from bot.exit_status import ExitStatus
from bot.inquiry import Inquiry, answer_to
from bot.opening import opened, settings_of
from bot.options import Asking, AsOf, Choice, NoDoor, NoSync, Output, Place
from bot.period import make_filters, read_moment
from bot.printing import print_result
from bot.progress import ProgressBar
from bot.settings import Settings
from bot.standard_input import read_question
from bot.stream import tell
from index import Answer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import Console

    from bot.door.letters import Reply
    from bot.rendering.layout import Line
    from index import Explanation

Words = Annotated[
    list[str] | None,
    typer.Argument(metavar="QUESTION", help="The question; its words are joined. - reads standard input."),
]


@dataclass(frozen=True, slots=True)
class Way:
    """How an answer is come by, and of when."""

    no_sync: NoSync = False
    no_door: NoDoor = False
    as_of: AsOf = None


@dataclass(frozen=True, slots=True)
class Printing(Output):
    """How an answer is printed."""

    explain: Annotated[
        bool, typer.Option("--explain", help="Show what made up each sentence's score and confidence.")
    ] = False


def ask(
    words: Words = None,
    *,
    way: Way,
    asking: Asking,
    choice: Choice,
    place: Place,
    output: Printing,
) -> int:
    """Answer a question with the briefings' own sentences."""
    _spare_the_cores()
    settings = settings_of(place, top_k=asking.top_k, judging=asking, bound=choice)
    filters = make_filters(choice.source, choice.since, choice.until, choice.tag, settings.ceiling)
    typed = " ".join(words or ())
    question = read_question() if typed == "-" else typed
    moment = None if way.as_of is None else read_moment("--as-of", way.as_of)
    inquiry = Inquiry(question, settings.top_k, filters, moment, way.no_sync)
    reply = _through_the_door(settings, inquiry, output.explain) if settings.door and not way.no_door else None
    if reply is None:
        with opened(settings) as briefings:
            answer = answer_to(briefings, inquiry)
        explanations = _reasons(answer) if output.explain else ()
    else:
        answer, explanations = reply.answer, reply.explanations
    for notice in answer.notices:
        tell(notice)
    _print(answer, explanations, settings, output)
    return _status(answer)


def _spare_the_cores() -> None:
    """Keep numpy's and FAISS's matrix library from starting threads: they wait for work by spinning for 0.1 s."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")


def _through_the_door(settings: Settings, inquiry: Inquiry, explain: bool) -> "Reply | None":
    """Return what the process answers that keeps this index warm; None where there is none, or it does not answer."""
    from bot.door.client import ask_at_door

    bar = ProgressBar()
    try:
        reply = ask_at_door(settings, inquiry, explain=explain, progress=bar)
    finally:
        bar.stop()
    for line in reply.told if reply else ():
        tell(line)
    return reply


def _reasons(answer: Answer) -> "tuple[Explanation, ...]":
    from index import explain_answer

    return explain_answer(answer)


def _status(answer: Answer) -> ExitStatus:
    if not answer.answered:
        return ExitStatus.NOT_ALL
    return ExitStatus.STALE if answer.stale_sources else ExitStatus.DONE


def _print(answer: Answer, explanations: "tuple[Explanation, ...]", settings: Settings, output: Output) -> None:
    from bot.wire import answer_to_json

    def lines(console: "Console") -> "Iterator[Line]":
        from bot.arrange import arrange
        from bot.console import can_dim, links_to
        from bot.rendering.answer import render_answer

        links = links_to(settings.place, console)
        yield from render_answer(answer, arrange(answer.answers), links, can_dim(console))
        if explanations:
            from bot.rendering.explanation import render_explanations

            yield from render_explanations(answer.answers, explanations)

    print_result(output, lambda: answer_to_json(answer, explanations), lines)
