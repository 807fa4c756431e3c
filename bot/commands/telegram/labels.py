"""`briefbot telegram labels`: what people said of answers, as `briefbot eval` reads it."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.exit_status import ExitStatus
from bot.lines_file import lines_file
from bot.opening import opened, settings_of
from bot.options import Place
from bot.stream import tell, write_text
from index import Filters, Standing

if TYPE_CHECKING:
    from bot.settings import Settings
    from bot.telegram.label_questions import LabelQuestions
    from index import Citation

File = Annotated[str | None, typer.Option("--output", metavar="FILE", help="Write there, and not to standard output.")]


def labels(output: File = None, *, place: Place) -> int:
    """Print the questions whose answers people found right, for `eval`."""
    from bot.places import state_folder
    from bot.telegram.label_questions import cited, questions_of
    from bot.telegram.state.database import Database
    from bot.telegram.state.labels import Labels
    from index.labels import question_line

    settings = settings_of(place)
    with Database(state_folder()) as database:
        given = Labels(database).everything()
    made = questions_of(given, _now_at(cited(given), settings))
    with lines_file(None if output is None else Path(output)) as write:
        for question in made.questions:
            (write_text if output is None else write)(question_line(question))
    tell(_summary(made))
    return ExitStatus.DONE


def _now_at(citations: tuple[str, ...], settings: "Settings") -> "dict[str, Citation]":
    """Return where sentences stand now, without those that stand nowhere."""
    from index import parse_citation

    if not citations:
        return {}
    with opened(settings) as briefings:
        checks = briefings.check(citations, filters=Filters(ceiling=settings.ceiling))
    stand = {check.citation: parse_citation(check.citation) for check in checks if check.stands}
    moved = (check for check in checks if check.standing is Standing.MOVED)
    return stand | {check.citation: check.now for check in moved if check.now is not None}


def _summary(made: "LabelQuestions") -> str:
    from bot.rendering.words import count

    left_out = (
        (made.wrong, "found wrong"),
        (made.disputed, "disputed"),
        (made.gone, "no longer in the briefings"),
    )
    named = ", ".join(f"{number:,} {why}" for number, why in left_out if number)
    return count(len(made.questions), "question") + (f"; left out: {named}" if named else "")
