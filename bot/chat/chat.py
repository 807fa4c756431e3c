"""One chat: each line typed is a question or a command, and the last answer is what commands are about."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from rich.text import Text

from bot.arrange import arrange
from bot.chat.opener import open_file
from bot.rendering.answer import headline, render_answer, render_groups
from bot.rendering.layout import Line
from bot.rendering.reports import render_documents
from bot.stream import tell
from bot.variables import nearest
from index import FolderError, QuestionError, ReasonKind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from bot.arrange import Group
    from index import Answer, AnswerSentence, DocumentSummary, Folders

    Ask = Callable[[str, int], Answer]
    """Answers a question with up to a number of sentences."""
    Documents = Callable[[], Sequence[DocumentSummary]]
    Show = Callable[[Iterable[Line]], None]

_HELP = (
    ("a question", "is answered from the briefings; it may follow the last one (and Japan? when was that?)"),
    ("/more", "shows further sentences to the last question"),
    ("/new", "forgets what was asked, for a new topic"),
    ("/open N", "opens the briefing of sentence N"),
    ("/sources", "lists the briefings"),
    ("/help", "shows this"),
    ("/quit", "ends the chat, as Ctrl-D does"),
)
COMMANDS = tuple(name.partition(" ")[0] for name, _ in _HELP if name.startswith("/"))


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a chat works with.

    Attributes:
        ask: answers a question, which may follow those before it.
        again: answers a question once more, as it was understood, so that none follows it.
        forget: forgets what was asked.
        documents: lists the briefings.
        show: prints lines.
        folders: the briefings folders.
        links: the folders that sources are linked into, or None for no links.
        neighbors: whether what stands around the sentences is shown.
        top_k: how many sentences are shown at once.
    """

    ask: Ask
    again: Ask
    forget: Callable[[], None]
    documents: Documents
    show: Show
    folders: Folders
    links: Folders | None
    neighbors: bool
    top_k: int


@dataclass(slots=True)
class Chat:
    """What was asked last, and how much of its answer has been shown.

    Attributes:
        around: what it works with.
    """

    around: Surroundings
    _question: str = ""
    _groups: list[Group] = field(default_factory=list)

    def take(self, line: str) -> bool:
        """Do what a line asks for, and return whether the chat goes on.

        Raises:
            BriefbotError: it cannot be done. The chat can go on.
        """
        word, _, rest = line.strip().partition(" ")
        if not word:
            return True
        if not word.startswith("/"):
            self._ask(line)
            return True
        return self._command(word.lower(), rest.strip())

    def _command(self, word: str, rest: str) -> bool:
        if word == "/more":
            self._more()
        elif word == "/new":
            self._forget()
        elif word == "/open":
            self._open(rest)
        elif word == "/sources":
            self.around.show(render_documents(self.around.documents()))
        elif word == "/help":
            self.around.show(Line(Text(what), 12, Text(name, "bold")) for name, what in _HELP)
        elif word != "/quit":
            raise QuestionError(f"there is no {word}", f"the nearest is {nearest(word, COMMANDS)}")
        return word != "/quit"

    def _ask(self, question: str) -> None:
        answer = _told(self.around.ask(question, self.around.top_k))
        if answer.reason and answer.reason.kind is ReasonKind.GREETING:  # the last question is still the last one
            self.around.show(headline(answer))
            return
        self._question, self._groups = answer.understood_as or question, []
        self.around.show(render_answer(answer, self._add(answer.answers), self.around.links, self.around.neighbors))

    def _more(self) -> None:
        """Ask once more for more sentences, and show those that were not shown: notes may have changed since."""
        if not self._question:
            raise _nothing_shown()
        shown = {sentence.citation for group in self._groups for sentence in group.sentences}
        answer = _told(self.around.again(self._question, len(shown) + self.around.top_k))
        further = [sentence for sentence in answer.answers if sentence.citation not in shown]
        if not further:
            raise QuestionError("there is nothing more", "ask something else")
        groups = self._add(further)
        self.around.show(render_groups(groups, answer.answered, self.around.links, self.around.neighbors))

    def _forget(self) -> None:
        self.around.forget()
        self._question, self._groups = "", []
        self.around.show([Line(Text("What was asked is forgotten.", "dim"))])

    def _add(self, sentences: Sequence[AnswerSentence]) -> tuple[Group, ...]:
        """Return sentences in groups, numbered on from those shown before."""
        groups = arrange(sentences, len(self._groups) + 1)
        self._groups.extend(groups)
        return groups

    def _open(self, number: str) -> None:
        if not self._groups:
            raise _nothing_shown()
        known = {str(group.number): group for group in self._groups}
        if number not in known:
            what = f"there is no sentence {number!r}" if number else "/open needs a number"
            raise QuestionError(what, f"give one from 1 to {len(known)}")
        sentence = known[number].sentences[0]
        source = sentence.citation.source
        file = self.around.folders.open_file_of(source)
        if file is None:
            raise FolderError(f"{source} is in none of the briefings folders any more", "run `briefbot status`")
        open_file(file, sentence.line if file == self.around.folders.file_of(source) else None)


def _told(answer: Answer) -> Answer:
    """Tell what a person should know besides an answer, and return the answer."""
    for notice in answer.notices:
        tell(notice)
    return answer


def _nothing_shown() -> QuestionError:
    return QuestionError("no sentence has been shown yet", "ask something first")
