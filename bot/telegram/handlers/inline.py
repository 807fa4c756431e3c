"""`@bot question` in any chat: results that only the person sees, until one is chosen."""

from __future__ import annotations

import logging
import secrets
from collections import OrderedDict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from telegram import InlineQueryResultArticle, InputTextMessageContent
from telegram.constants import ParseMode
from telegram.error import BadRequest

from bot.arrange import arrange
from bot.telegram.answer_message import render_group_alone
from bot.telegram.question_text import MOST_CHARACTERS
from bot.telegram.sending import NO_PREVIEW
from bot.telegram.shown_text import as_shown
from bot.telegram.state.audit import AuditRow
from index import QuestionError

if TYPE_CHECKING:
    from collections.abc import Callable

    from telegram import Update

    from bot.telegram.asker import Asker
    from bot.telegram.context import Context
    from bot.telegram.library import Library
    from bot.telegram.state.audit import Audit
    from index import Answer

_log = logging.getLogger(__name__)
CACHE_SECONDS = 10
"""How long Telegram may show the same person the same results."""
SHORTEST = 8
"""Characters from which a question is asked: it comes anew at every key."""
_MOST_PEOPLE = 1_000


@dataclass(frozen=True, slots=True)
class AskInline:
    """Answers inline.

    Attributes:
        library: the briefings.
        audit: where it is kept who asked what.
        now: seconds since the epoch.
    """

    library: Library
    audit: Audit
    now: Callable[[], float]
    _latest: OrderedDict[int, str] = field(default_factory=OrderedDict)

    async def __call__(self, update: Update, context: Context) -> None:
        """Answer a question typed behind the bot's name; of one that is being typed only the last state."""
        query, asker = update.inline_query, context.asker
        if query is None:
            return
        self._remember(asker.person, query.id)
        answer = await self._ask(query.query.strip(), asker)
        if self._latest.get(asker.person) != query.id:
            return  # more has been typed: nobody waits for this one
        results = [] if answer is None else _results(answer, asker)
        if answer is not None:
            self._audit(answer, asker)
        try:
            await query.answer(results, cache_time=CACHE_SECONDS, is_personal=True)
        except BadRequest as error:  # Telegram waits for a few seconds only
            _log.info("an inline query was not answered: %s", error.message)

    async def _ask(self, question: str, asker: Asker) -> Answer | None:
        """Return the answer to a question; None to what is none, or may become one when more is typed."""
        if not SHORTEST <= len(question) <= MOST_CHARACTERS:
            return None
        try:
            return await self.library.ask_alone(question, asker.top_k, asker.filters)
        except QuestionError:
            return None

    def _remember(self, person: int, query: str) -> None:
        self._latest[person] = query
        self._latest.move_to_end(person)
        while len(self._latest) > _MOST_PEOPLE:
            self._latest.popitem(last=False)

    def _audit(self, answer: Answer, asker: Asker) -> None:
        citations = tuple(str(sentence.citation) for sentence in answer.answers)
        row = AuditRow(
            self.now(), asker.person, asker.chat, answer.question, citations, answer.answered, answer.confidence
        )
        self.audit.add(row)


def _results(answer: Answer, asker: Asker) -> list[InlineQueryResultArticle]:
    """Return a result for each group of sentences, and none where the briefings do not answer."""
    if not answer.answered:
        return []
    found = []
    for group in arrange(answer.answers):
        message, first = render_group_alone(group, asker.phrases), group.sentences[0]
        if message is not None and (title := as_shown(first.reading)):  # Telegram takes no result without a title
            found.append(
                InlineQueryResultArticle(
                    id=secrets.token_urlsafe(12),
                    title=title,
                    description=as_shown(first.citation.source),
                    input_message_content=InputTextMessageContent(
                        message, parse_mode=ParseMode.HTML, link_preview_options=NO_PREVIEW
                    ),
                )
            )
    return found
