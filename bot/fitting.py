"""`briefbot eval --fit` and `--undo`: parts fitted to a user's own questions."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from bot.exit_status import ExitStatus
from bot.opening import opened, settings_of
from bot.printing import print_result
from index import SettingsError

if TYPE_CHECKING:
    from bot.options import Output, Place


def fit(questions: str, place: Place, output: Output, *, alone: bool) -> int:
    """Fit to a file of questions, and print what became of each part.

    Args:
        questions: path of the file.
        place: where briefings, index and model are.
        output: how to print.
        alone: whether no option was given that only a measurement takes.

    Raises:
        BriefbotError: as `Briefings.fit`; or not alone.
    """
    if not alone:
        raise SettingsError("--fit takes all of the briefings and measures by itself", "leave the other options out")
    with opened(settings_of(place)) as briefings:
        report = briefings.fit(Path(questions))
    from bot.evaluation_json import fit_to_json
    from bot.rendering.fitting import render_fit

    print_result(output, lambda: fit_to_json(report), lambda _: render_fit(report))
    return ExitStatus.DONE


def undo(place: Place, output: Output, *, alone: bool) -> int:
    """Undo the last fit, and print what is in use again.

    Raises:
        BriefbotError: as `Briefings.undo_fit`; or not alone.
    """
    if not alone:
        raise SettingsError("--undo only goes back", "leave the other options and the questions out")
    with opened(settings_of(place)) as briefings:
        fitted = briefings.undo_fit()
    from bot.evaluation_json import undo_to_json
    from bot.rendering.fitting import render_undo

    print_result(output, lambda: undo_to_json(fitted), lambda _: render_undo(fitted))
    return ExitStatus.DONE


def require(questions: str | None) -> str:
    """Return the file of questions.

    Raises:
        SettingsError: there is none.
    """
    if not questions:
        raise SettingsError("missing argument 'QUESTIONS.jsonl'", "see `briefbot eval --help`")
    return questions
