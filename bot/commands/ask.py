"""`briefbot ask`: one question, one answer."""

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

from bot.exit_status import ExitStatus
from bot.opening import opened, settings_of
from bot.options import Asking, AsOf, Choice, NoSync, Output, Place
from bot.period import make_filters, read_moment
from bot.printing import print_result
from bot.settings import Settings
from bot.standard_input import read_question
from bot.stream import tell
from index import Answer

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterator

    from rich.console import Console

    from bot.rendering.layout import Line
    from index import Briefings, Explanation

Words = Annotated[
    list[str] | None,
    typer.Argument(metavar="QUESTION", help="The question; its words are joined. - reads standard input."),
]


@dataclass(frozen=True, slots=True)
class AskingOf(Asking):
    """How much is asked for, how it is judged, and of when."""

    as_of: AsOf = None


@dataclass(frozen=True, slots=True)
class Printing(Output):
    """How an answer is printed."""

    explain: Annotated[
        bool, typer.Option("--explain", help="Show what made up each sentence's score and confidence.")
    ] = False


def ask(
    words: Words = None,
    no_sync: NoSync = False,
    *,
    asking: AskingOf,
    choice: Choice,
    place: Place,
    output: Printing,
) -> int:
    """Answer a question with the briefings' own sentences."""
    settings = settings_of(place, top_k=asking.top_k, judging=asking, bound=choice)
    filters = make_filters(choice.source, choice.since, choice.until, choice.tag, settings.ceiling)
    typed = " ".join(words or ())
    question = read_question() if typed == "-" else typed
    moment = None if asking.as_of is None else read_moment("--as-of", asking.as_of)
    with opened(settings) as briefings:
        answer = _answer(briefings, question, moment, no_sync)(top_k=settings.top_k, filters=filters)
    for notice in answer.notices:
        tell(notice)
    _print(answer, _reasons(answer) if output.explain else (), settings, output)
    return _status(answer)


def _answer(
    briefings: "Briefings", question: str, moment: "dt.datetime | None", no_sync: bool
) -> "Callable[..., Answer]":
    """Return what answers a question, by what is on disk now, by the index as it stands, or as of a moment."""
    if moment is None:
        return partial(briefings.ask_indexed if no_sync else briefings.ask, question)
    if not no_sync:
        briefings.sync()  # what is on disk now was visible, or is
    return partial(briefings.ask_as_of, question, moment)


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
