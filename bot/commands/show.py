"""`briefbot show`: the text of one briefing, as citations count in it."""

import re
from typing import Annotated

import typer

from bot.completion import complete_source
from bot.exit_status import ExitStatus
from bot.opening import opened, settings_of
from bot.options import AsOf, Bound, Output, Place
from bot.period import read_moment
from bot.printing import print_result
from index import Filters, QuestionError, Span, StoredDocument

# An offset of more digits is beyond any text, and slow to read.
_FORM = re.compile(r"([0-9]{1,15})-([0-9]{1,15})")

Source = Annotated[
    str,
    typer.Argument(
        metavar="SOURCE", help="Path of a briefing in the briefings folder.", autocompletion=complete_source
    ),
]
At = Annotated[str | None, typer.Option(metavar="START-END", help="The offsets to highlight, as in a citation.")]


def show(source: Source, at: At = None, as_of: AsOf = None, *, bound: Bound, place: Place, output: Output) -> int:
    """Show a briefing's text, or what stands at two offsets."""
    settings = settings_of(place, bound=bound)
    asked = None if at is None else _parse(at)
    filters = Filters(ceiling=settings.ceiling)
    moment = None if as_of is None else read_moment("--as-of", as_of)
    with opened(settings) as briefings:
        if moment is None:
            document = briefings.document(source, filters=filters)
        else:
            briefings.sync()
            document = briefings.document_as_of(source, moment, filters=filters)
    span = None if asked is None else _inside(asked, document)
    from bot.rendering.document import render_document
    from bot.wire import document_to_json

    print_result(output, lambda: document_to_json(document, span), lambda _: render_document(document, span))
    return ExitStatus.DONE


def _parse(at: str) -> Span:
    form = _FORM.fullmatch(at.strip())
    if form is None or int(form[1]) >= int(form[2]):
        raise QuestionError(f"--at is {at!r}", "give two offsets, the lower first, such as 412-530")
    return Span(int(form[1]), int(form[2]))


def _inside(span: Span, document: StoredDocument) -> Span:
    length = len(document.text)
    if span.end > length:
        raise QuestionError(
            f"--at is {span.start}-{span.end}, and {document.summary.source} has {length:,} characters",
            f"give offsets up to {length}",
        )
    return span
