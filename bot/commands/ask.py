"""`briefbot ask`: one question, one answer."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

import typer

from bot.exit_status import ExitStatus
from bot.opening import opened, settings_of
from bot.options import Asking, Choice, NoSync, Output, Place
from bot.period import make_filters
from bot.printing import print_result
from bot.settings import Settings
from bot.standard_input import read_question
from bot.stream import tell
from index import Answer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import Console

    from bot.rendering.layout import Line
    from index import Explanation

Words = Annotated[
    list[str] | None,
    typer.Argument(metavar="QUESTION", help="The question; its words are joined. - reads standard input."),
]


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
    asking: Asking,
    choice: Choice,
    place: Place,
    output: Printing,
) -> int:
    """Answer a question with the briefings' own sentences."""
    settings = settings_of(place, top_k=asking.top_k, judging=asking, bound=choice)
    filters = make_filters(choice.source, choice.since, choice.until, choice.tag, settings.ceiling)
    typed = " ".join(words or ())
    question = read_question() if typed == "-" else typed
    with opened(settings) as briefings:
        answer_it = briefings.ask_indexed if no_sync else briefings.ask
        answer = answer_it(question, top_k=settings.top_k, filters=filters)
    for notice in answer.notices:
        tell(notice)
    _print(answer, _reasons(answer) if output.explain else (), settings, output)
    return _status(answer)


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
