"""`briefbot chat`: one question after another."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING

from bot.exit_status import ExitStatus
from bot.opening import opened, settings_of
from bot.options import Asking, Choice, Color, NoSync, Place
from bot.period import make_filters
from bot.progress import ProgressBar
from bot.stream import flush, tell
from index import Answer, BriefbotError

if TYPE_CHECKING:
    from rich.console import Console

    from bot.chat.chat import Ask, Chat, Documents
    from bot.settings import Settings
    from index import Briefings, Filters


def chat(
    no_sync: NoSync = False,
    no_color: Color = False,
    *,
    asking: Asking,
    choice: Choice,
    place: Place,
) -> int:
    """Ask one question after another."""
    from bot.console import open_console

    settings = settings_of(place, top_k=asking.top_k, judging=asking, bound=choice)
    filters = make_filters(choice.source, choice.since, choice.until, choice.tag, settings.ceiling)
    bar = ProgressBar()
    try:
        with opened(settings, bar) as briefings:
            if not no_sync:
                briefings.sync()
                bar.stop()
            if settings.max_risk is not None:
                briefings.bar()  # where no threshold keeps to it, that is told of now, not at each question
            _converse(_chat(_asking(briefings, filters, bar, no_sync), settings, open_console(no_color)))
    except KeyboardInterrupt:  # while an answer was made: as good a way out as at the prompt
        pass
    return ExitStatus.DONE


@dataclass(frozen=True, slots=True)
class _Asking:
    """Ways to ask: a question that may follow others, the same once more, how what was asked is forgotten, and what
    there is to be asked.
    """  # noqa: D205 - the list is the sentence

    ask: "Ask"
    again: "Ask"
    forget: Callable[[], None]
    documents: "Documents"


def _asking(briefings: "Briefings", filters: "Filters", bar: ProgressBar, no_sync: bool) -> _Asking:
    talk = briefings.conversation()

    def stopping(ask: Callable[..., Answer]) -> "Ask":
        def stop(question: str, top_k: int) -> Answer:
            try:
                return ask(question, top_k=top_k, filters=filters)
            finally:
                bar.stop()

        return stop

    if no_sync:
        documents = partial(briefings.indexed.documents, filters=filters)
        return _Asking(stopping(talk.ask_indexed), stopping(briefings.indexed.ask), talk.forget, documents)
    return _Asking(
        stopping(talk.ask), stopping(briefings.ask), talk.forget, partial(briefings.documents, filters=filters)
    )


def _chat(asking: _Asking, settings: "Settings", console: "Console") -> "Chat":
    from bot.chat.chat import Chat, Surroundings
    from bot.console import can_dim, links_to
    from bot.rendering.layout import BLANK, print_lines

    return Chat(
        Surroundings(
            ask=asking.ask,
            again=asking.again,
            forget=asking.forget,
            documents=asking.documents,
            show=lambda lines: print_lines(console, chain(lines, (BLANK,))),  # so that one turn stands apart
            folders=settings.place,
            links=links_to(settings.place, console),
            neighbors=can_dim(console),
            top_k=settings.top_k,
        )
    )


def _converse(chat: "Chat") -> None:
    for line in _lines():
        try:
            if not chat.take(line):
                return
        except BriefbotError as error:
            tell(str(error))
        flush()


def _lines() -> Iterator[str]:
    """Yield what is typed; what comes through a pipe is shown before it is answered, as it is at a prompt."""
    from bot.chat.chat import COMMANDS
    from bot.chat.typed import PROMPT, at_prompt, piped_lines, typed_lines
    from bot.sanitize import sanitize
    from bot.stream import write_text

    if at_prompt():
        write_text("Ask the briefings; /help lists what else there is, Ctrl-D ends.")
        yield from typed_lines(COMMANDS)
        return
    for line in piped_lines():
        write_text(PROMPT + sanitize(line))
        yield line
