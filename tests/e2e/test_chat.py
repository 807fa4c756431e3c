"""`briefbot chat`, through a pipe and at a real terminal."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    Run = Callable[..., Any]

pytestmark = pytest.mark.e2e

pexpect = pytest.importorskip("pexpect", reason="there are no such terminals here")
QUESTION = "what did the two leaders agree"
ANSWER = "share classified information"


@pytest.fixture
def terminal(notes: Path, home: Path, environment: dict[str, str]) -> Iterator[Any]:
    """Return a chat at a terminal 100 columns wide, at its first prompt."""
    child = pexpect.spawn(
        sys.executable,
        ["-m", "bot", "chat", "-k", "1"],
        cwd=str(home),
        env=environment | {"EDITOR": f"{sys.executable} -c print('EDITED')", "PROMPT_TOOLKIT_NO_CPR": "1"},
        dimensions=(50, 100),
        encoding="utf-8",
        timeout=60,
    )
    child.expect("Ctrl-D ends")
    child.expect(">")
    yield child
    child.close(force=True)


def _ended(child: Any) -> int:  # noqa: ANN401 - pexpect has no types
    child.expect(pexpect.EOF)
    child.wait()
    return int(child.exitstatus)


def test_questions_and_commands_at_a_prompt(terminal: Any, home: Path) -> None:  # noqa: ANN401 - pexpect has no types
    """An answer, more of it, the briefing in the editor, and what was asked on the up arrow."""
    terminal.send(QUESTION + "\r")
    terminal.expect(ANSWER)
    terminal.expect("leaders-meeting.md:18")
    terminal.send("/more\r")
    terminal.expect("#[0-9]+-[0-9]+@")
    terminal.send("/open 1\r")
    terminal.expect("EDITED")
    terminal.send("\x1b[A\x1b[A\x1b[A\r")
    terminal.expect(ANSWER)
    terminal.send("/quit\r")
    assert _ended(terminal) == 0
    kept = (home / "state" / "history").read_text(encoding="utf-8")
    assert f"+{QUESTION}\n" in kept


@pytest.mark.parametrize("key", ["\x04", "\x03"])
def test_ctrl_d_and_ctrl_c_end_it_cleanly(terminal: Any, key: str) -> None:  # noqa: ANN401 - pexpect has no types
    """Exit status 0, no traceback."""
    terminal.send(key)
    assert _ended(terminal) == 0
    assert "Traceback" not in terminal.before


def test_a_mistake_is_told_of_and_the_chat_goes_on(terminal: Any) -> None:  # noqa: ANN401 - pexpect has no types
    """An unknown command, then a question."""
    terminal.send("/mroe\r")
    terminal.expect("the nearest is /more")
    terminal.send(QUESTION + "\r")
    terminal.expect(ANSWER)


def test_through_a_pipe_each_line_is_a_question(notes: Path, program: Run) -> None:
    """No prompt is needed, and the end of the input is the end of the chat."""
    done = program("chat", "-k", "1", stdin=f"{QUESTION}\n\n/help\n\x00\nWhen will Calder lift the ban on our honey?\n")
    assert done.status == 0
    assert done.out.startswith(f"> {QUESTION}\n1  ")
    assert ANSWER in done.out
    assert "1 August 2022" in done.out
    assert done.err.count("\n") == 1
    assert "control character" in done.err


@pytest.mark.parametrize("options", [(), ("--no-sync",)])
def test_a_question_may_follow_another(notes: Path, program: Run, options: tuple[str, ...]) -> None:
    """It is shown written out, `/more` goes on with it, and after `/new` nothing is left to follow."""
    lines = "When does the outward flight leave?\nand the return flight?\n/more\n/new\nand the return flight?\n"
    done = program("chat", "-k", "1", *options, stdin=lines)
    assert (done.status, done.err) == (0, "")
    _, _, followed, more, _, alone = done.out.split("> ")
    assert "Understood as: When does the return flight leave?\n" in followed
    assert "SM 402" in followed
    assert "Understood" not in more + alone


def test_each_question_sees_the_notes_as_they_are(notes: Path, briefbot: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """A note that is edited between two questions is edited in the second answer, unless it is not to be."""
    import io

    note = notes / "2022" / "leaders-meeting.md"

    class Typing(io.StringIO):
        def __iter__(self) -> Iterator[str]:
            yield QUESTION
            text = note.read_text(encoding="utf-8").replace("a new security arrangement", "a new safety arrangement")
            note.write_text(text, encoding="utf-8")
            yield QUESTION

    monkeypatch.setattr(sys, "stdin", Typing())
    done = briefbot("chat", "-k", "1")
    first, second = done.out.split(f"> {QUESTION}\n")[1:]
    assert "a new security arrangement" in first
    assert "a new safety arrangement" in second
    monkeypatch.setattr(sys, "stdin", io.StringIO(QUESTION))
    note.write_text(note.read_text(encoding="utf-8") + "\nOne more line.\n", encoding="utf-8")
    assert "has changed since it was indexed" in briefbot("chat", "--no-sync").out


def test_sources_lists_the_briefings(notes: Path, program: Run) -> None:
    """With their titles, dates and markings."""
    out = program("chat", stdin="/sources\n").out
    assert "2022/leaders-meeting.md\n  Prime Minister's meeting with the President of Calder, 31 May 2022, IN-" in out
    assert out.endswith("\n14 documents\n\n")


def test_a_chat_that_cannot_begin_is_an_error(home: Path, program: Run) -> None:
    """Exit status 2, before a prompt."""
    done = program("chat", "--briefings", "nowhere")
    assert (done.status, done.out) == (2, "")
    assert "nowhere" in done.err
