"""`briefbot verify`: whether citations stand, or whether a whole index does."""

from typing import Annotated

import typer

from bot.exit_status import ExitStatus
from bot.opening import opened, settings_of
from bot.options import Bound, Output, Place
from bot.printing import print_result
from index import CitationCheck, Filters, Finding, Level, Standing

Citations = Annotated[
    list[str] | None,
    typer.Argument(metavar="[CITATION...]", help="What to check; without any, the whole index is checked."),
]


def verify(citations: Citations = None, *, bound: Bound, place: Place, output: Output) -> int:
    """Check whether citations stand, or the whole index."""
    settings = settings_of(place, bound=bound)
    filters = Filters(ceiling=settings.ceiling)
    with opened(settings) as briefings:
        if citations:
            checks = briefings.check(citations, filters=filters)
        else:
            findings = briefings.verify(filters=filters)
    return _print_checks(checks, output) if citations else _print_findings(findings, output)


def _print_checks(checks: tuple[CitationCheck, ...], output: Output) -> ExitStatus:
    from bot.rendering.reports import render_checks
    from bot.wire import checks_to_json

    stands = all(check.standing is Standing.STANDS for check in checks)
    print_result(output, lambda: checks_to_json(checks, stands), lambda _: render_checks(checks))
    return ExitStatus.DONE if stands else ExitStatus.NOT_ALL


def _print_findings(findings: tuple[Finding, ...], output: Output) -> ExitStatus:
    from bot.rendering.reports import render_findings
    from bot.wire import findings_to_json

    stands = all(finding.level is Level.OK for finding in findings)
    print_result(output, lambda: findings_to_json(findings, stands), lambda _: render_findings(findings))
    return ExitStatus.DONE if stands else ExitStatus.NOT_ALL
