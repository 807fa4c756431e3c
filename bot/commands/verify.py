"""`briefbot verify`: whether citations stand, or whether a whole index does."""

from typing import Annotated

import typer

from bot.exit_status import ExitStatus
from bot.opening import opened, settings_of
from bot.options import Bound, Output, Place
from bot.printing import print_result
from index import CitationCheck, Filters, Finding, Level, QuestionError

Citations = Annotated[
    list[str] | None,
    typer.Argument(metavar="[CITATION...]", help="What to check; without any, the whole index is checked."),
]


Words = Annotated[
    str | None,
    typer.Option(
        "--text", metavar="WORDS", help="The words of the one citation, where you know them: shows what has changed."
    ),
]


def verify(citations: Citations = None, text: Words = None, *, bound: Bound, place: Place, output: Output) -> int:
    """Check whether citations stand, or the whole index."""
    settings = settings_of(place, bound=bound)
    if text is not None and (len(citations or ()) != 1 or not text.strip()):
        raise QuestionError("--text is the words of one citation", "give both, as in `briefbot verify --help`")
    filters = Filters(ceiling=settings.ceiling)
    with opened(settings) as briefings:
        if citations:
            checks = briefings.check(citations, filters=filters, was=text)
        else:
            findings = briefings.indexed.verify(filters=filters)
    return _print_checks(checks, output) if citations else _print_findings(findings, output)


def _print_checks(checks: tuple[CitationCheck, ...], output: Output) -> ExitStatus:
    from bot.console import has_color
    from bot.rendering.reports import render_checks
    from bot.wire import checks_to_json

    stands = all(check.stands for check in checks)
    print_result(
        output,
        lambda: checks_to_json(checks),
        lambda console: render_checks(checks, marks=not has_color(console)),
    )
    return ExitStatus.DONE if stands else ExitStatus.NOT_ALL


def _print_findings(findings: tuple[Finding, ...], output: Output) -> ExitStatus:
    from bot.rendering.reports import render_findings
    from bot.wire import findings_to_json

    stands = all(finding.level is Level.OK for finding in findings)
    print_result(output, lambda: findings_to_json(findings, stands), lambda _: render_findings(findings))
    return ExitStatus.DONE if stands else ExitStatus.NOT_ALL
