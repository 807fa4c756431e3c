"""What goes wrong is one line that says what and what to do; nothing is lost, and the next question is answered."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager
    from pathlib import Path

    Run = Callable[..., Any]

pytestmark = pytest.mark.e2e

QUESTION = "what did the two leaders agree"
ANSWER = "share classified information"


@pytest.fixture
def refused(notes: Path, briefbot: Run) -> Callable[..., str]:
    """Return what runs a command that must fail with one line and lose nothing, and gives that line."""

    def run(*arguments: str, works_after: bool = True) -> str:
        done = briefbot(*arguments)
        assert (done.status, done.out) == (2, "")
        assert done.err.count("\n") == 1, done.err
        assert done.err.startswith("briefbot: ")
        assert "; " in done.err, "it says what to do"
        assert "Traceback" not in done.err
        if works_after:
            after = briefbot("ask", QUESTION)
            assert (after.status, after.err) == (0, "")
            assert ANSWER in after.out
        return str(done.err)

    return run


def _catalog(notes: Path) -> Path:
    return notes / ".briefbot" / "catalog.sqlite"


def _edit_catalog(notes: Path, statement: str) -> None:
    with closing(sqlite3.connect(_catalog(notes))) as connection, connection:
        connection.execute(statement)


@pytest.mark.parametrize("words", [[], [""], ["   "], ["?!"]])
def test_an_empty_question(refused: Callable[..., str], words: list[str]) -> None:
    """The example in the message works."""
    assert "the question is empty; write it after the command" in refused("ask", *words)


@pytest.mark.parametrize("length", [2_001, 100_000])
def test_a_question_that_is_too_long(refused: Callable[..., str], length: int) -> None:
    """Also one of 100,000 characters."""
    assert f"the question has {length:,} characters" in refused("ask", "a" * length)


@pytest.mark.parametrize("character", ["\x00", "\x1b", "\x9b", "\udcff"])
def test_control_characters(refused: Callable[..., str], character: str) -> None:
    """They are named by number, and do not reach the terminal."""
    line = refused("ask", f"what {character}[31mdid they agree")
    assert "the question holds a control character (U+" in line
    assert line.strip().isprintable()


@pytest.mark.parametrize("date", ["yesterday", "2022-02-30", "31/05/2022"])
def test_a_bad_date(refused: Callable[..., str], date: str) -> None:
    """The flag and the form are named."""
    line = refused("ask", QUESTION, "--since", date)
    assert f"--since is '{date}', which is no date; write it as 2022-05-31" in line


def test_a_folder_that_is_missing(refused: Callable[..., str], home: Path) -> None:
    """It is named, and is not made."""
    assert "nowhere" in refused("ask", QUESTION, "--briefings", "nowhere")
    assert not (home / "nowhere").exists()


def test_a_folder_that_is_a_file(refused: Callable[..., str], notes: Path) -> None:
    """A note is not a folder of notes."""
    note = str(notes / "2022" / "leaders-meeting.md")
    assert "leaders-meeting.md" in refused("ask", QUESTION, "--briefings", note)


def test_a_folder_that_is_empty(refused: Callable[..., str], home: Path) -> None:
    """The message says what to put there."""
    (home / "empty").mkdir()
    said = refused("ask", QUESTION, "--briefings", "empty")
    assert "empty; put briefings there: .csv, .docx, .eml, .html, .md, " in said
    assert ", .txt" in said


def test_a_folder_that_holds_nothing_that_can_be_read(refused: Callable[..., str], home: Path) -> None:
    """The reason of one file is told, and no name: it may be marked above what may be told of."""
    (home / "binary").mkdir()
    (home / "binary" / "picture.md").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00\x00")
    told = refused("ask", QUESTION, "--briefings", "binary")
    assert "1 skipped, the first with: is binary, not text" in told
    assert "picture" not in told


def test_a_folder_that_cannot_be_read(
    bound_by_permissions: Callable[[], AbstractContextManager[None]], open_notes: Path, briefbot: Run
) -> None:
    """Permissions are named as the reason, and when they are set right the question is answered."""
    open_notes.chmod(0)
    with bound_by_permissions():
        done = briefbot("ask", QUESTION)
    assert (done.status, done.out, done.err.count("\n")) == (2, "", 1), done.err
    assert "the briefings folder briefings" in done.err
    assert "permission" in done.err.lower()
    open_notes.chmod(0o755)
    assert briefbot("ask", QUESTION).status == 0


def test_a_working_folder_that_cannot_be_looked_into(
    bound_by_permissions: Callable[[], AbstractContextManager[None]],
    open_notes: Path,
    briefbot: Run,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """It holds no file of settings, as far as anybody can tell."""
    closed = open_notes.parent / "closed"
    closed.mkdir()
    monkeypatch.chdir(closed)
    closed.chmod(0)
    with bound_by_permissions():
        done = briefbot("ask", QUESTION, "--briefings", str(open_notes))
    closed.chmod(0o700)
    assert done.status == 0, done.err


def test_an_unknown_model(refused: Callable[..., str]) -> None:
    """Nothing is fetched from anywhere; the message says what may be given."""
    assert "no-such/model" in refused("ask", QUESTION, "--model", "no-such/model")


def test_a_bad_configuration_key(refused: Callable[..., str], home: Path) -> None:
    """The nearest is named."""
    (home / "mine.toml").write_text('breifings = "x"\n', encoding="utf-8")
    line = refused("ask", QUESTION, "--config", "mine.toml")
    assert "mine.toml has the unknown key 'breifings'; the nearest is 'briefings'" in line


def test_a_misspelt_variable(refused: Callable[..., str], monkeypatch: pytest.MonkeyPatch) -> None:
    """It is an error and not a silence."""
    monkeypatch.setenv("BRIEFBOT_BREIFINGS", "x")
    assert "BRIEFBOT_BRIEFINGS" in refused("ask", QUESTION, works_after=False)


def test_an_index_of_a_newer_version(refused: Callable[..., str], notes: Path) -> None:
    """It is left as it is: the program that wrote it can still read it."""
    _edit_catalog(notes, "PRAGMA user_version = 999")
    before = _catalog(notes).read_bytes()
    assert "has format 999, " in refused("ask", QUESTION, works_after=False)
    assert _catalog(notes).read_bytes() == before
    _edit_catalog(notes, "PRAGMA user_version = 1")


def test_an_index_of_another_model(refused: Callable[..., str], few_notes: Path, briefbot: Run) -> None:
    """Its vectors mean something else; rebuilding is offered, and works."""
    _edit_catalog(few_notes, "UPDATE facts SET value = 'another' WHERE name = 'model_name'")
    _edit_catalog(few_notes, "UPDATE facts SET value = hex(zeroblob(32)) WHERE name = 'model_digest'")
    for command in (("ask", QUESTION), ("ask", QUESTION, "--no-sync"), ("index",)):
        line = refused(*command, works_after=False)
        assert "was made with the model another" in line
        assert "--rebuild" in line
    assert briefbot("index", "--rebuild").status == 0
    assert briefbot("ask", QUESTION).status == 0


@pytest.mark.parametrize("damage", ["overwritten", "cut", "emptied"])
def test_a_damaged_catalog(refused: Callable[..., str], few_notes: Path, briefbot: Run, damage: str) -> None:
    """It is never answered from: `--no-sync` says what to do, a plain question says in a line that it is made anew."""
    catalog = _catalog(few_notes)
    data = catalog.read_bytes()
    broken = {"overwritten": b"\xff" * len(data), "cut": data[: len(data) // 3], "emptied": data[:100]}[damage]
    catalog.write_bytes(broken)
    for rest in catalog.parent.glob("catalog.sqlite-*"):
        rest.unlink()
    assert "briefbot index --rebuild" in refused("ask", QUESTION, "--no-sync", works_after=False)
    done = briefbot("ask", QUESTION)
    assert done.status == 0
    assert ANSWER in done.out
    assert len(done.err.splitlines()) == 1
    assert "is damaged" in done.err
    assert not list(catalog.parent.glob("aside"))
    done = briefbot("ask", QUESTION)
    assert (done.status, done.err) == (0, "")


def test_no_index_where_none_is_to_be_made(refused: Callable[..., str], notes: Path) -> None:
    """`--no-sync` cannot answer without one, and a plain question makes it."""
    shutil.rmtree(notes / ".briefbot")
    assert "index" in refused("ask", QUESTION, "--no-sync", works_after=False)


@pytest.mark.parametrize("damage", ["deleted", "cut"])
def test_stores_that_are_damaged_are_made_again(notes: Path, briefbot: Run, damage: str) -> None:
    """They are derived: a line says so, and the question is answered."""
    for file in [path for path in (notes / ".briefbot").rglob("*") if path.is_file() and "catalog" not in path.name]:
        if damage == "cut" and file.suffix != ".lock":
            file.write_bytes(file.read_bytes()[:20])
        else:
            file.unlink()
    done = briefbot("ask", QUESTION)
    assert done.status == 0
    assert ANSWER in done.out
    assert "made again from the catalog" in done.err
    assert "Traceback" not in done.err
    assert briefbot("ask", QUESTION).err == ""


@pytest.mark.skipif(sys.platform == "win32", reason="a process cannot be limited so here")
def test_a_full_disk(home: Path, notes: Path, briefbot: Run, environment: dict[str, str]) -> None:
    """A limit on the size of files stands for it. What was indexed before is still answered from."""
    import resource

    (notes / "new.md").write_text("The harbor opens on Monday.\n\n" * 3_000, encoding="utf-8")

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))

    done = subprocess.run(
        [sys.executable, "-m", "bot", "index"],
        capture_output=True,
        text=True,
        cwd=home,
        env=environment,
        preexec_fn=limit,
        check=False,
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.count("\n") == 1, done.stderr
    assert "no room left" in done.stderr
    assert ANSWER in briefbot("ask", QUESTION, "--no-sync").out
    (notes / "new.md").unlink()
    assert briefbot("ask", QUESTION).status == 0
    assert briefbot("verify").status == 0


def test_two_writers_at_once(home: Path, few_notes: Path, briefbot: Run, environment: dict[str, str]) -> None:
    """The second waits for the first, and both have done what they were asked."""
    shutil.rmtree(few_notes / ".briefbot")
    writers = [
        subprocess.Popen(
            [sys.executable, "-m", "bot", "index", "--json"],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            cwd=home,
            env=environment,
        )
        for _ in range(2)
    ]
    outs = [writer.communicate(timeout=120) for writer in writers]
    assert [writer.returncode for writer in writers] == [0, 0], outs
    assert "Traceback" not in "".join(err for _, err in outs)
    assert briefbot("status", "--json").json()["documents"] == 3
    assert briefbot("verify").status == 0


def test_a_folder_that_cannot_be_written_is_no_error(
    bound_by_permissions: Callable[[], AbstractContextManager[None]], open_notes: Path, briefbot: Run
) -> None:
    """Its index goes to the user's cache folder, which one line says."""
    open_notes.chmod(0o555)
    with bound_by_permissions():
        done = briefbot("ask", QUESTION)
    assert done.status == 0, done.err
    assert ANSWER in done.out
    assert done.err.count("\n") == 1
    assert "cannot be written, so its index is kept in" in done.err
    assert not (open_notes / ".briefbot").exists()
