"""`briefbot doctor`: whether all is in order, and what to do where it is not."""

import os

from bot.exit_status import ExitStatus
from bot.opening import settings_of
from bot.options import Output, Place
from bot.printing import print_result
from bot.store_token import store_token
from index import Level


def doctor(*, place: Place, output: Output) -> int:
    """Check that all is in order, and say what to do."""
    from bot.door.check import check_door
    from bot.rendering.reports import render_findings
    from bot.telegram_token import check_token
    from bot.wire import findings_to_json
    from index.diagnose import diagnose

    settings = settings_of(place)
    findings = (
        *diagnose(settings.place, settings.index, settings.model),
        check_door(settings),
        check_token(os.environ, place.config),
    )
    if settings.store is not None:
        from index.milvus.health import check_store

        token = store_token(os.environ, settings.store_token_file)
        findings = (*findings, *check_store(settings.store, token))
    ok = all(finding.level is not Level.PROBLEM for finding in findings)
    print_result(output, lambda: findings_to_json(findings, ok), lambda _: render_findings(findings))
    return ExitStatus.DONE if ok else ExitStatus.ERROR
