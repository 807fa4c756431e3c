"""The installed program over a shared index."""

from __future__ import annotations

import signal
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest
from lite_server import addresses, needs_milvus, new_name
from serve_program import serving

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    Run = Callable[..., Any]

pytestmark = pytest.mark.e2e

QUESTION = ("what", "did", "the", "two", "leaders", "agree")


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Give the address of a server, up to the name of an index."""
    needs_milvus()
    with addresses(tmp_path_factory.mktemp("milvus") / "data") as address:
        yield address


def test_an_index_goes_over_and_answers_alike(server: str, notes: Path, briefbot: Run, tmp_path: Path) -> None:
    """Copied there, asked there, brought up to date there, and copied back: the same answers."""
    store = f"{server}{new_name()}"
    copied = briefbot("store", "copy", "briefings/.briefbot", store)
    assert copied.status == 0
    assert copied.out.startswith("14 documents copied, 0 there already, 0 removed\nboth hold 14 documents, ")
    here, there = (briefbot("ask", *QUESTION, "--json", *more).json() for more in ((), ("--store", store)))
    for one, other in zip(here["answers"], there["answers"], strict=True):
        for figure in ("score", "confidence"):  # sums of half-precision numbers, in another order
            assert one.pop(figure) == pytest.approx(other.pop(figure), abs=2e-3)
        assert one == other
    (notes / "2022" / "leaders-meeting.md").unlink()
    synced = briefbot("index", "--store", store)
    assert synced.out.startswith("0 added, 0 changed, 1 removed, 13 unchanged")
    status = briefbot("status", "--store", store, "--json").json()
    assert (status["store"], status["documents"], status["pending"]) == (store, 13, [])
    assert briefbot("verify", "--store", store).status == 0
    assert "store: generation 2, made with the model all-MiniLM-L6-v2" in briefbot("doctor", "--store", store).out
    back = briefbot("store", "copy", store, str(tmp_path / "back"), "--json").json()
    assert (back["documents"], back["copied"]) == (13, 13)
    assert briefbot("status", "--index", str(tmp_path / "back"), "--json").json()["sentences"] == back["sentences"]


def test_a_machine_that_only_asks_needs_no_folder(server: str, notes: Path, briefbot: Run) -> None:
    """With `--no-sync`: no folder of briefings, and nothing is called out of date."""
    store = f"{server}{new_name()}"
    assert briefbot("store", "copy", "briefings/.briefbot", store).status == 0
    done = briefbot("ask", *QUESTION, "--no-sync", "--store", store, "--briefings", "nowhere")
    assert done.status == 0
    assert "2022/leaders-meeting.md:18" in done.out


@pytest.mark.skipif(sys.platform == "win32", reason="there are no Unix sockets there")
def test_a_machine_that_only_asks_may_serve(
    server: str,
    notes: Path,
    briefbot: Run,
    environment: dict[str, str],
    short_folder: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """`ask` goes through the door of the same shared index, and of no other."""
    state = short_folder / "state"
    monkeypatch.setenv("BRIEFBOT_STATE", str(state))
    store, other = (f"{server}{new_name()}" for _ in range(2))
    for each in (store, other):
        assert briefbot("store", "copy", "briefings/.briefbot", each).status == 0
    away = ("--no-sync", "--briefings", "nowhere")
    said = briefbot("ask", *QUESTION, *away, "--store", store).out
    with serving(notes.parent, environment | {"BRIEFBOT_STATE": str(state)}, *away, "--store", store) as running:
        with monkeypatch.context() as patch:
            patch.setattr("bot.commands.ask.opened", lambda _: pytest.fail("the command answered itself"))
            assert briefbot("ask", *QUESTION, *away, "--store", store).out == said
        assert briefbot("ask", *QUESTION, *away, "--store", other).out == said
        assert running.end(signal.SIGTERM) == 0


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("ask", "x", "y", "--store", "milvus://localhost"), "the store's collection is ''"),
        (("ask", "x", "y", "--store", "http://localhost/notes"), "is no address; give milvus://HOST:PORT/COLLECTION"),
        (("index", "--part", "1/2"), "a part of the folder is given without a store"),
        (("index", "--part", "3/2", "--store", "milvus://localhost/notes"), "the part '3/2' is no share"),
        (("index", "--jobs", "0"), "--jobs is '0'; give a whole number from 1 to 256"),
        (("index", "--history", "--store", "milvus://localhost/notes"), "a shared index keeps no history"),
        (("store", "copy", "here", "there"), "a copy goes from a folder to a shared index, or back"),
    ],
)
def test_what_cannot_be_is_said_in_one_line(notes: Path, briefbot: Run, arguments: tuple[str, ...], told: str) -> None:
    """Before any server is asked."""
    done = briefbot(*arguments)
    assert (done.status, done.out) == (2, "")
    assert told in done.err
    assert done.err.count("\n") == 1


def test_a_token_comes_from_a_file_that_nobody_else_can_read(notes: Path, briefbot: Run, tmp_path: Path) -> None:
    """Otherwise it is not used, and never shown."""
    token = tmp_path / "token"
    token.write_text("root:hunter2\n")
    token.chmod(0o644)
    (tmp_path / "briefbot.toml").write_text(f'store = "milvus://localhost:1/notes"\nstore_token_file = "{token}"\n')
    done = briefbot("ask", *QUESTION)
    assert done.status == 2
    assert "others can read the file of the store's token" in done.err
    assert "hunter2" not in done.err


def test_encoding_in_processes_makes_the_same_index(notes: Path, briefbot: Run, tmp_path: Path) -> None:
    """However many they are; and none of them is there any more when the program has ended."""
    command = [sys.executable, "-m", "bot", "index", "--jobs", "2", "--index", str(tmp_path / "other")]
    # What a process that is left holds open is waited for here.
    done = subprocess.run(command, cwd=notes.parent, check=False, capture_output=True, text=True, timeout=300)
    assert (done.returncode, done.stderr) == (0, "")
    here, there = (
        briefbot("ask", *QUESTION, "--json", *more).json()["answers"]
        for more in ((), ("--index", str(tmp_path / "other")))
    )
    assert here == there
