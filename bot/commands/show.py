"""`briefbot show`: the text of one briefing, as citations count in it."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

import typer

from bot.completion import complete_source
from bot.exit_status import ExitStatus
from bot.opening import opened, settings_of
from bot.options import AsOf, Bound, Output, Place
from bot.period import read_moment
from bot.printing import print_result
from bot.showing import Showing, document_of, read_span
from index import Citation, Filters, FolderError, QuestionError

if TYPE_CHECKING:
    from index import Span, StoredDocument

Source = Annotated[
    str,
    typer.Argument(
        metavar="SOURCE", help="Path of a briefing in the briefings folder.", autocompletion=complete_source
    ),
]
At = Annotated[str | None, typer.Option(metavar="START-END", help="The offsets to highlight, as in a citation.")]


@dataclass(frozen=True, slots=True)
class Seeing:
    """How a briefing is seen as its makers laid it out."""

    png: Annotated[
        str | None,
        typer.Option(metavar="FILE", help="Draw the PDF page of --at there, with what stands at --at highlighted."),
    ] = None
    open: Annotated[bool, typer.Option("--open", help="Open that picture, or the briefing at its line.")] = False
    as_of: AsOf = None


def show(source: Source, at: At = None, *, seeing: Seeing, bound: Bound, place: Place, output: Output) -> int:
    """Show a briefing's text, or what stands at two offsets."""
    settings = settings_of(place, bound=bound)
    span = None if at is None else read_span("--at", at)
    if seeing.png is not None and span is None:
        raise QuestionError("--png draws what stands at --at", "give two offsets with --at, such as 412-530")
    moment = None if seeing.as_of is None else read_moment("--as-of", seeing.as_of)
    if moment is not None and (seeing.png is not None or seeing.open):
        raise QuestionError("--png and --open show a file as it is today", "leave them out, or --as-of")
    filters = Filters(ceiling=settings.ceiling)
    with opened(settings) as briefings:
        document = document_of(briefings, Showing(source, span, moment), filters, "--at")
        picture = None
        if span is not None and (seeing.png is not None or seeing.open):
            citation = Citation(source, span, document.digest)
            picture = briefings.indexed.picture(str(citation), filters=filters)
    from bot.seeing import save_picture, see

    drawn = save_picture(picture, source, seeing.png) if picture or seeing.png is not None else None
    from bot.rendering.document import render_document
    from bot.wire import document_to_json

    print_result(output, lambda: document_to_json(document, span), lambda _: render_document(document, span))
    if seeing.open:
        file = settings.place.open_file_of(source)
        if file is None:
            raise FolderError(f"{source} is in none of the briefings folders any more", "run `briefbot status`")
        see(drawn or file, None if drawn else _line(document, span))
    return ExitStatus.DONE


def _line(document: "StoredDocument", span: "Span | None") -> int | None:
    """Return the line that a span begins on, from 1; None for a format without lines."""
    if any(sentence.line is None for sentence in document.sentences):
        return None
    return 1 if span is None else document.text.count("\n", 0, span.start) + 1
