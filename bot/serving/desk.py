"""What programs ask of the briefings, and the JSON they get: the same as the commands print."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.inquiry import Inquiry, answer_to
from bot.period import make_filters, read_moment
from bot.serving.arguments import Arguments
from bot.settings import MAX_TOP_K
from bot.showing import Showing, document_of, read_span
from bot.wire import answer_to_json, checks_to_json, document_to_json, sources_to_json, status_to_json
from index import Filters, QuestionError

if TYPE_CHECKING:
    from bot.settings import Settings
    from bot.wire import Json
    from index import Briefings

_WHICH = ("source", "since", "until", "tag", "ceiling")
LONGEST_QUESTION = 2_000
"""Characters, as the library takes them."""
LONGEST_WORDS = 10_000
"""Characters of the words that a citation is of."""


@dataclass(frozen=True, slots=True)
class Desk:
    """Where programs ask: the briefings, as far as they may be told of. Safe for use from several threads.

    Attributes:
        briefings: the briefings.
        settings: with the ceiling that no program gets beyond.
        no_sync: whether the index answers as it stands.
    """

    briefings: Briefings
    settings: Settings
    no_sync: bool = False

    def ask(self, given: object) -> Json:
        """Return what `ask --json` prints.

        Raises:
            BriefbotError: as `Briefings.ask`; or an argument is not as it has to be.
        """
        arguments = Arguments(given, ("question", "top_k", *_WHICH, "as_of", "explain"))
        as_of = arguments.text("as_of")
        inquiry = Inquiry(
            arguments.needed_text("question", LONGEST_QUESTION),
            arguments.whole("top_k", 1, MAX_TOP_K) or self.settings.top_k,
            self._filters(arguments),
            None if as_of is None else read_moment("as_of", as_of),
            self.no_sync,
        )
        explain = arguments.switch("explain")
        answer = answer_to(self.briefings, inquiry)
        if not explain:
            return answer_to_json(answer)
        from index import explain_answer

        return answer_to_json(answer, explain_answer(answer))

    def show(self, given: object) -> Json:
        """Return what `show --json` prints; errors as `Briefings.document` and `ask`."""
        arguments = Arguments(given, ("source", "at", "ceiling", "as_of"))
        at, as_of = arguments.text("at"), arguments.text("as_of")
        showing = Showing(
            arguments.needed_text("source"),
            None if at is None else read_span("at", at),
            None if as_of is None else read_moment("as_of", as_of),
            self.no_sync,
        )
        filters = Filters(ceiling=self.ceiling(arguments.text("ceiling")))
        return document_to_json(document_of(self.briefings, showing, filters, "at"), showing.at)

    def sources(self, given: object) -> Json:
        """Return a list of the briefings; errors as `Briefings.documents` and `ask`."""
        arguments = Arguments(given, _WHICH)
        self._bring_up_to_date()
        return sources_to_json(self.briefings.indexed.documents(filters=self._filters(arguments)))

    def verify(self, given: object) -> Json:
        """Return what `verify CITATION... --json` prints; errors as `Briefings.check` and `ask`."""
        arguments = Arguments(given, ("citations", "text", "ceiling"))
        citations, words = arguments.texts("citations"), arguments.text("text", LONGEST_WORDS)
        if not citations:
            raise QuestionError("citations is missing", "give a list of citations, as answers have them")
        if words is not None and (len(citations) != 1 or not words.strip()):
            raise QuestionError("text is the words of one citation", "give both, or leave text out")
        filters = Filters(ceiling=self.ceiling(arguments.text("ceiling")))
        self._bring_up_to_date()
        return checks_to_json(self.briefings.indexed.check(citations, filters=filters, was=words))

    def status(self, given: object) -> Json:
        """Return what `status --json` prints; errors as `Briefings.status` and `ask`."""
        arguments = Arguments(given, ("ceiling",))
        return status_to_json(self.briefings.status(filters=Filters(ceiling=self.ceiling(arguments.text("ceiling")))))

    def ceiling(self, asked: str | None) -> str | None:
        """Return the ceiling of a request, which may be below the process's own and is never above.

        Raises:
            SettingsError: what was asked for is no marking.
        """
        return self.settings.markings.lower(self.settings.ceiling, asked)

    def is_within(self, asked: str | None) -> bool:
        """Return whether a ceiling that is asked for is kept to as it is: the process's own is no lower.

        Raises:
            SettingsError: what was asked for is no marking.
        """
        own, markings = self.settings.ceiling, self.settings.markings
        return own is None or (asked is not None and markings.ceiling(asked) <= markings.ceiling(own))

    def _bring_up_to_date(self) -> None:
        if not self.no_sync:
            self.briefings.sync()

    def _filters(self, arguments: Arguments) -> Filters:
        return make_filters(
            arguments.texts("source"),
            arguments.text("since"),
            arguments.text("until"),
            arguments.texts("tag"),
            self.ceiling(arguments.text("ceiling")),
            flag="{}",
        )
