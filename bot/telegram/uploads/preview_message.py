"""The message that shows what would become of a document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.rendering.marking import marked
from bot.telegram.markup import LINE_END, NOTHING, Markup, code, italic, joined, quote, words
from bot.telegram.told import date_of

if TYPE_CHECKING:
    from bot.telegram.phrases import Phrases
    from index import Preview

_LONGEST_TITLE = 200
_LONGEST_NOTICES = 1000


def render_preview(preview: Preview, phrases: Phrases) -> str:
    """Return HTML: the path, how many sentences, title, date, marking, tags, the first sentences, and the question.

    A sentence that a message has no room for is left out whole.
    """
    about = preview.summary
    date = date_of(about.date, phrases) if about.date else phrases.say("upload.undated")
    marking = marked(about) or phrases.say("upload.unmarked")
    facts = (phrases.say("upload.sentences", count=about.sentences), _cut(about.title or ""), date, _cut(marking))
    head = joined(
        (
            code(about.source),
            words(", ".join(fact for fact in facts if fact)),
            words(_cut(", ".join(about.tags))),
            italic("; ".join(about.notices)[:_LONGEST_NOTICES]),
        ),
        LINE_END,
    )
    question = words(phrases.say("upload.publish"))
    return joined((head, _beginning(preview, head, question), question), LINE_END).html


def _beginning(preview: Preview, head: Markup, question: Markup) -> Markup:
    shown = NOTHING
    for sentence in preview.beginning:
        longer = joined((shown, words(sentence.reading)), LINE_END)
        if not joined((head, quote(longer), question), LINE_END).fits:
            break
        shown = longer
    return quote(shown)


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST_TITLE else f"{text[:_LONGEST_TITLE]}…"
