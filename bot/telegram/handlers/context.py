"""`Context`: each sentence of an answer among those around it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.telegram.excerpt import excerpt, render_excerpt
from bot.telegram.markup import LINE_END, Markup, as_fits, code, words
from bot.telegram.sending import reply_html
from index import QuestionError, parse_citation

if TYPE_CHECKING:
    from bot.telegram.asker import Asker
    from bot.telegram.handlers.press import Pressed
    from bot.telegram.library import Library
    from bot.telegram.state.quotes import Quote
    from bot.telegram.state.shown import ShownAnswers

REACH = 2
"""Sentences before and after one that are its context."""


@dataclass(frozen=True, slots=True)
class ShowContext:
    """Shows what stands around sentences.

    Attributes:
        library: the briefings.
        shown: the answers with the sentences.
    """

    library: Library
    shown: ShownAnswers

    async def __call__(self, pressed: Pressed) -> str:
        """Show the context of every sentence of an answer, as far as a message holds them."""
        answer = self.shown.find(int(pressed.argument))
        if answer is None:
            return pressed.asker.phrases.say("button.stale")
        around = [await self._around(quote, pressed.asker) for quote in answer.quotes]
        await reply_html(pressed.message, as_fits(around, LINE_END + LINE_END).html)
        return ""

    async def _around(self, quote: Quote, asker: Asker) -> Markup:
        citation = parse_citation(quote.citation)
        try:
            document = await self.library.document(citation.source, asker.filters)
        except QuestionError:
            return code(citation.source) + LINE_END + words(asker.phrases.say("source.gone"))
        found = excerpt(document, citation, REACH)
        if found is None:
            return code(citation.source) + LINE_END + words(asker.phrases.say("source.changed"))
        return render_excerpt(document, found, code(citation.source))
