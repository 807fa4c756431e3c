"""`Source` and `/source NAME`: the briefing as a file to who may have it, otherwise the passage."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING

from telegram import InputFile

from bot.rendering.marking import marked
from bot.telegram.excerpt import excerpt, opening, render_excerpt
from bot.telegram.handlers.sources import LONGEST_MARKING, LONGEST_TITLE
from bot.telegram.markup import LINE_END, Markup, code, joined, words
from bot.telegram.sending import reply_html
from bot.telegram.shown_text import as_shown, shortened
from bot.telegram.sources import may_have_file, named, nearest
from bot.telegram.told import date_of
from index import QuestionError, ReadingError, parse_citation

if TYPE_CHECKING:
    from telegram import Message, Update

    from bot.telegram.access import Role
    from bot.telegram.asker import Asker
    from bot.telegram.context import Context
    from bot.telegram.excerpt import Excerpt
    from bot.telegram.handlers.press import Pressed
    from bot.telegram.library import Library
    from bot.telegram.state.shown import ShownAnswers
    from index import StoredDocument

_log = logging.getLogger(__name__)

PASSAGE_REACH = 12
"""Sentences before and after a cited one that are sent as its passage, under one heading."""
_OPENING = 12


@dataclass(frozen=True, slots=True)
class Sender:
    """Sends briefings.

    Attributes:
        library: the briefings.
        least: the role from which a person gets a whole briefing in private; None for nobody.
    """

    library: Library
    least: Role | None

    async def send(self, message: Message, document: StoredDocument, shown: Excerpt, asker: Asker) -> None:
        """Reply to a message with an excerpt, and with the whole briefing to who may have it."""
        passage = render_excerpt(document, shown, _headline(document, asker))
        await reply_html(message, passage.html)
        if may_have_file(asker, self.least):
            await message.reply_document(await self._file(document, asker), disable_content_type_detection=True)

    async def send_page(self, message: Message, citation: str, asker: Asker) -> None:
        """Reply to a message with the page of a PDF, what is cited highlighted; with nothing where it is no PDF."""
        try:
            picture = await self.library.picture(citation, asker.filters)
        except (QuestionError, ReadingError) as error:  # the passage has been sent
            _log.info("no page was drawn: %s", error)
            return
        if picture is not None:
            await message.reply_photo(picture)

    async def _file(self, document: StoredDocument, asker: Asker) -> InputFile:
        """Return a briefing as it was asked, never the file of this moment: that may have been marked higher since.

        Its text alone is sent of what is inside another file, or holds what the asker may not be told of.
        """
        name = _file_name(document)
        try:
            content = await self.library.original(document.summary.source, asker.filters)
        except QuestionError:  # another by now
            content = None
        if content is None:
            return InputFile(document.text.encode(), filename=f"{name}.txt", attach=False)
        return InputFile(content, filename=name, attach=False)


@dataclass(frozen=True, slots=True)
class SendSource:
    """The button.

    Attributes:
        library: the briefings.
        shown: the answers with the sentences.
        sender: sends.
    """

    library: Library
    shown: ShownAnswers
    sender: Sender

    async def __call__(self, pressed: Pressed) -> str:
        """Send the briefing that a sentence stands in."""
        asker = pressed.asker
        number, _, place = pressed.argument.partition(":")
        answer = self.shown.find(int(number))
        if answer is None:
            return asker.phrases.say("button.stale")
        citation = parse_citation(answer.quotes[int(place)].citation)
        try:
            document = await self.library.document(citation.source, asker.filters)
        except QuestionError:
            return asker.phrases.say("source.gone")
        found = excerpt(document, citation, PASSAGE_REACH)
        if found is None:
            return asker.phrases.say("source.changed")
        await self.sender.send(pressed.message, document, found, asker)
        await self.sender.send_page(pressed.message, str(citation), asker)
        return ""


@dataclass(frozen=True, slots=True)
class Source:
    """The command.

    Attributes:
        library: the briefings.
        sender: sends.
    """

    library: Library
    sender: Sender

    async def __call__(self, update: Update, context: Context) -> None:
        """Send the briefing that a person names."""
        message, asker = update.message, context.asker
        if message is None:
            return
        name = " ".join(context.args or ())
        documents = await self.library.documents(asker.filters)
        source = named(name, documents)
        if source is None:
            alike = nearest(name, documents) if name else ()
            said = asker.phrases.say("source.which" if alike else "source.how")
            await reply_html(message, joined((words(said), *map(code, alike)), LINE_END).html)
            return
        document = await self.library.document(source, asker.filters)
        await self.sender.send(message, document, opening(document, _OPENING), asker)


def _headline(document: StoredDocument, asker: Asker) -> Markup:
    about = document.summary
    date = date_of(about.date, asker.phrases) if about.date else ""
    title, marking = shortened(about.title or "", LONGEST_TITLE), shortened(marked(about), LONGEST_MARKING)
    told = ", ".join(part for part in (title, date, marking) if part)
    return joined((code(about.source), words(told)), LINE_END)


def _file_name(document: StoredDocument) -> str:
    return as_shown(document.summary.source.rpartition("/")[2]) or "briefing.txt"
