"""One chat, on answers made by hand."""

from __future__ import annotations

import sys
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import pytest

from bot.chat.chat import Chat, Surroundings
from index import Answer, BriefbotError, DocumentSummary, Folders

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from bot.rendering.layout import Line
    from index import AnswerSentence


@dataclass
class Talk:
    """A chat, and all that it has shown."""

    chat: Chat
    shown: list[str] = field(default_factory=list)
    asked: list[tuple[str, int]] = field(default_factory=list)
    repeated: list[tuple[str, int]] = field(default_factory=list)
    forgotten: int = 0

    def say(self, line: str) -> str:
        """Take a line and return what it showed."""
        self.shown.clear()
        assert self.chat.take(line)
        return "\n".join(self.shown)


@pytest.fixture
def talk(tmp_path: Path, further: Callable[..., AnswerSentence]) -> Talk:
    """Return a chat over five sentences, of which two are shown at a time."""
    sentences = tuple(
        further(100 * number, reading=f"Sentence {number}.", group=number, line=number) for number in range(1, 6)
    )

    def ask(question: str, top_k: int) -> Answer:
        talk.asked.append((question, top_k))
        written = "what was agreed on steel?" if question == "and on steel?" else None
        return Answer(question, True, 0.9, sentences[:top_k], understood_as=written, notices=("a notice",))

    def again(question: str, top_k: int) -> Answer:
        talk.repeated.append((question, top_k))
        return Answer(question, True, 0.9, sentences[:top_k])

    def forget() -> None:
        talk.forgotten += 1

    def show(lines: Iterable[Line]) -> None:
        talk.shown.extend(line.text.plain for line in lines)

    documents = (DocumentSummary("2022/leaders.md", "T", None, (), None, 5, ()),)
    around = Surroundings(
        ask, again, forget, lambda: documents, show, Folders.one(tmp_path), None, neighbors=True, top_k=2
    )
    talk = Talk(Chat(around))
    return talk


def test_a_line_is_a_question(talk: Talk, capsys: pytest.CaptureFixture[str]) -> None:
    """Its answer is shown, and what a person should know besides goes to standard error."""
    out = talk.say("what was agreed")
    assert "Sentence 1." in out
    assert "Sentence 3." not in out
    assert talk.asked == [("what was agreed", 2)]
    assert capsys.readouterr().err == "briefbot: a notice\n"


def test_more_shows_what_was_not_shown_until_there_is_nothing(talk: Talk) -> None:
    """No sentence comes twice."""
    talk.say("what")
    assert [f"Sentence {number}." in talk.say("/more") for number in (3,)] == [True]
    last = talk.say("/MORE")
    assert ("Sentence 5." in last, "Sentence 4." in last) == (True, False)
    with pytest.raises(BriefbotError, match="there is nothing more"):
        talk.say("/more")


def test_what_was_understood_stands_above_the_answer(talk: Talk) -> None:
    """Where a question followed another; `/more` repeats what was understood, and asks nothing anew."""
    assert talk.say("and on steel?").startswith("Understood as: what was agreed on steel?\n")
    talk.say("/more")
    assert talk.asked == [("and on steel?", 2)]
    assert talk.repeated == [("what was agreed on steel?", 4)]


def test_new_forgets_what_was_asked(talk: Talk) -> None:
    """And what was shown: there is no more of it."""
    talk.say("what was agreed")
    assert "forgotten" in talk.say("/new")
    assert talk.forgotten == 1
    with pytest.raises(BriefbotError, match="no sentence has been shown yet"):
        talk.say("/more")


def test_an_empty_line_does_nothing(talk: Talk) -> None:
    """Nor do spaces."""
    assert talk.say("") == talk.say("   ") == ""
    assert talk.asked == []


def test_help_names_every_command_and_sources_every_briefing(talk: Talk) -> None:
    """Both without a question."""
    assert "lists the briefings" in talk.say("/help")
    assert "2022/leaders.md" in talk.say("/sources")


def test_quit_ends_it(talk: Talk) -> None:
    """As the end of input does."""
    assert talk.chat.take("/quit") is False


@pytest.mark.parametrize("line", ["/more", "/open 1"])
def test_before_a_question_there_is_nothing_to_show(talk: Talk, line: str) -> None:
    """The message says to ask something."""
    with pytest.raises(BriefbotError, match="no sentence has been shown yet; ask something first"):
        talk.say(line)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("/open", "/open needs a number; give one from 1 to 2"),
        ("/open 3", "there is no sentence '3'; give one from 1 to 2"),
        ("/open -1", "there is no sentence '-1'"),
        ("/mroe", "there is no /mroe; the nearest is /more"),
    ],
)
def test_what_cannot_be_done_is_said(talk: Talk, line: str, message: str) -> None:
    """And the chat can go on."""
    talk.say("what")
    with pytest.raises(BriefbotError) as caught:
        talk.say(line)
    assert str(caught.value).startswith(message)


def test_open_starts_the_editor_at_the_sentences_line(
    talk: Talk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The number is the one beside the sentence, also after `/more`."""
    out = tmp_path / "opened"
    vim = tmp_path / "vim.py"
    vim.write_text(f"import sys; open({str(out)!r}, 'w').write('|'.join(sys.argv[1:]))", encoding="utf-8")
    monkeypatch.setenv("VISUAL", f'"{sys.executable}" "{vim}"')
    talk.say("what")
    talk.say("/more")
    talk.say("/open 3")
    assert out.read_text(encoding="utf-8") == str(tmp_path / "2022" / "leaders.md")


def test_an_answer_without_sentences_leaves_nothing_to_open(talk: Talk) -> None:
    """The question was asked, and nothing is shown."""

    def silent(question: str, top_k: int) -> Answer:
        return Answer(question, False, 0.0, ())

    empty = Chat(replace(talk.chat.around, ask=silent))
    assert empty.take("what")
    with pytest.raises(BriefbotError, match="no sentence has been shown yet"):
        empty.take("/open 1")
