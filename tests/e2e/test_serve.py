"""`briefbot serve`: a program of its own keeps the notes warm, and `ask` prints what it prints without."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx
import pytest
from serve_program import Serving, serving

from bot.door.place import door_of
from bot.wire import to_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Run = Callable[..., Any]

pytestmark = [
    pytest.mark.e2e,
    pytest.mark.skipif(sys.platform == "win32", reason="there are no Unix sockets there"),
]
_FRACTION = re.compile(r"-?[0-9]+\.[0-9]+")
TOKEN = "a-token-of-forty-characters-that-is-a-test"  # noqa: S105 - opens nothing but this server
QUESTION = "what did the two leaders agree"
_IMPORTED = """
import json, sys
from bot.main import main
status = main(sys.argv[1:])
print(json.dumps([status, sorted({name.partition(".")[0] for name in sys.modules})]), file=sys.stderr)
"""
HEAVY = {"numpy", "onnxruntime", "faiss", "tantivy", "tokenizers", "sqlite3", "pydantic", "tornado", "asyncio", "ssl"}
THROUGH_THE_DOOR = (
    (QUESTION,),
    (QUESTION, "--json"),
    (QUESTION, "--explain", "-k", "2", "--no-sync"),
    (QUESTION, "--json", "--explain", "--since", "2022", "--until", "2022"),
    ("what is the gdp of france",),
    ("when does the ferry leave", "--source", "nothing-like-it/*"),
    ("hello",),
    ("who leads the mission", "--ceiling", "RESTRICTED", "--tag", "trade", "--json"),
    ("when does the ferri leave",),
)
ALONE = (
    (QUESTION, "--fast", "--json"),
    (QUESTION, "--threshold", "0.9"),
    ("",),
    ("x" * 2_001,),
    ("who", "--as-of", "2022"),
    ("who", "--ceiling", "SECRT"),
    ("who", "--since", "never"),
)


@pytest.fixture
def home(home: Path, short_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder that commands are run in, with a state folder that a socket has room in."""
    monkeypatch.setenv("BRIEFBOT_STATE", str(short_folder / "state"))
    return home


@pytest.fixture
def served(notes: Path, home: Path, environment: dict[str, str]) -> Iterator[Serving]:
    """Return a `briefbot serve` over the sample notes."""
    with serving(home, environment) as running:
        yield running


@pytest.fixture
def never_alone() -> Iterator[pytest.MonkeyPatch]:
    """Make it an error that `ask` answers itself."""

    def refuse(*_: object) -> None:
        pytest.fail("the command answered itself")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("bot.commands.ask.opened", refuse)
        yield patch


def without_times(out: str) -> str:
    """Return what was printed without how long it took."""
    return re.sub(r'"timings_ms": \{[^}]*\}', "", out)


def assert_alike(one: str, other: str) -> None:
    """Check that two outputs are the same byte for byte, but that a decimal fraction may differ in its last digit.

    From its second question on a process runs the model on weights rearranged for the processor: the sixth digit of
    what it makes is another.
    """
    one, other = without_times(one), without_times(other)
    assert _FRACTION.sub("#", one) == _FRACTION.sub("#", other)
    for first, second in zip(_FRACTION.findall(one), _FRACTION.findall(other), strict=True):
        places = len(first.partition(".")[2])
        assert abs(float(first) - float(second)) < 1.5 * 10**-places


def test_what_is_asked_through_the_door_is_answered_as_without(
    served: Serving, briefbot: Run, never_alone: pytest.MonkeyPatch
) -> None:
    """Besides how long it took, with the same notices and the same exit status."""
    through = [briefbot("ask", *arguments) for arguments in THROUGH_THE_DOOR]
    never_alone.undo()
    for arguments, done in zip(THROUGH_THE_DOOR, through, strict=True):
        without = briefbot("ask", *arguments, "--no-door")
        assert_alike(done.out, without.out)
        assert (done.status, done.err) == (without.status, without.err)


def test_what_the_door_is_not_for_is_answered_as_without(
    served: Serving, briefbot: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Other settings and errors; and without the door nothing is different."""
    told = [briefbot("ask", *arguments) for arguments in ALONE]
    monkeypatch.setenv("BRIEFBOT_DOOR", "off")
    for arguments, done in zip(ALONE, told, strict=True):
        without = briefbot("ask", *arguments)
        assert without_times(done.out) == without_times(without.out)
        assert (done.status, done.err) == (without.status, without.err)


def test_no_answer_is_stale(served: Serving, notes: Path, briefbot: Run, never_alone: pytest.MonkeyPatch) -> None:
    """What is edited, renamed or deleted is so in the next answer, asked at once."""
    note = notes / "quay.md"
    for meters in ("eleven", "twelve", "thirteen"):
        said = f"The quay at Calder Bay is {meters} meters long."
        note.write_text(f"# Quay\n\n{said}\n", encoding="utf-8")
        assert briefbot("ask", "how long is the quay at Calder Bay", "--json").json()["answers"][0]["text"] == said
    note.rename(notes / "pier.md")
    told = briefbot("ask", "how long is the quay at Calder Bay", "--json").json()["answers"]
    assert told[0]["source"] == "pier.md"
    assert "quay.md" not in {sentence["source"] for sentence in told}
    (notes / "pier.md").unlink()
    told = briefbot("ask", "how long is the quay at Calder Bay", "--json").json()["answers"]
    assert "pier.md" not in {sentence["source"] for sentence in told}


def test_the_index_is_served_as_it_stands(notes: Path, home: Path, environment: dict[str, str], briefbot: Run) -> None:
    """With `--no-sync`: no file is looked at, and the folder may be gone; who asks for what is on disk gets that."""
    said = briefbot("ask", QUESTION, "--no-sync").out
    note = notes / "2022" / "leaders-meeting.md"
    with serving(home, environment, "--no-sync") as running:
        note.write_text(note.read_text(encoding="utf-8").replace("leaders agreed", "leaders nearly agreed"), "utf-8")
        place = door_of(notes / ".briefbot")
        transport = httpx.HTTPTransport(uds=str(place.socket))
        with httpx.Client(base_url="http://localhost", transport=transport, timeout=60) as client:
            told = client.post("/ask", json={"question": QUESTION}).json()["answers"][0]["text"]
            assert told.startswith("The two leaders agreed")
            assert len(client.get("/sources").json()["sources"]) == 14
        assert said.startswith("1  The two leaders agreed")
        assert "leaders nearly agreed" in briefbot("ask", QUESTION).out
        running.end(signal.SIGTERM)


def test_who_asks_through_the_door_imports_nothing_that_answers(
    served: Serving, home: Path, environment: dict[str, str]
) -> None:
    """Neither index nor model, nor a library of HTTP."""
    for options in ((), ("--json",), ("--explain",)):
        done = subprocess.run(
            [sys.executable, "-c", _IMPORTED, "ask", QUESTION, *options],
            capture_output=True,
            text=True,
            cwd=home,
            env=environment,
            check=True,
        )
        status, modules = json.loads(done.stderr.splitlines()[-1])
        assert status == 0
        assert set(modules) & HEAVY == set()
        assert "bot.door" in done.stderr or "bot" in modules


def test_who_is_killed_is_not_waited_for(served: Serving, briefbot: Run) -> None:
    """Before a question or in the middle of one: the command answers itself."""
    served.process.send_signal(signal.SIGSTOP)
    killer = threading.Timer(1.0, served.process.kill)
    killer.start()
    done = briefbot("ask", QUESTION)
    killer.join()
    assert done.status == 0
    assert done.err == "briefbot: the process behind the door is gone; answering without it\n"
    served.process.wait()
    after = briefbot("ask", QUESTION)
    assert (after.out, after.err) == (done.out, "")


def test_who_hangs_is_waited_for_a_while(served: Serving, briefbot: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """And no longer."""
    monkeypatch.setattr("bot.door.exchange.SILENCE_S", 0.5)
    served.process.send_signal(signal.SIGSTOP)
    done = briefbot("ask", QUESTION)
    served.process.send_signal(signal.SIGCONT)
    assert done.status == 0
    assert "has said nothing" in done.err


def test_a_second_one_is_told_who_serves(served: Serving, briefbot: Run) -> None:
    """It ends at once with an error, and the first goes on; the doctor knows it too."""
    done = briefbot("serve")
    assert (done.status, done.out) == (2, "")
    who = f"process {served.process.pid}" if hasattr(socket, "SO_PEERCRED") else "another process"
    assert f"{who} serves the index at briefings/.briefbot already" in done.err
    told = briefbot("doctor", "--json").json()["findings"]
    (door,) = [finding for finding in told if finding["area"] == "door"]
    assert door["level"] == "ok"
    assert f"process {served.process.pid} " in door["what"]


@pytest.mark.parametrize("sent", [signal.SIGTERM, signal.SIGINT])
def test_told_to_stop_it_finishes_and_leaves_nothing(served: Serving, notes: Path, sent: signal.Signals) -> None:
    """What is being answered is answered; exit status 0, no traceback, no socket."""
    place = door_of(notes / ".briefbot")

    def ask(_: int) -> int:
        with httpx.Client(transport=httpx.HTTPTransport(uds=str(place.socket)), timeout=120) as client:
            return client.post("http://localhost/ask", json={"question": QUESTION}).status_code

    with ThreadPoolExecutor(6) as pool:
        answers = [pool.submit(ask, number) for number in range(6)]
        with httpx.Client(transport=httpx.HTTPTransport(uds=str(place.socket)), timeout=120) as client:
            while not answers[0].done():
                assert client.get("http://localhost/health").json()["ok"] is True
        assert served.end(sent) == 0
        statuses = {answer.result() for answer in answers if answer.exception() is None}
    assert statuses == {200}
    assert not place.socket.exists()
    assert not [line for line in served.err if "Traceback" in line or "bug" in line]


def test_http_is_served_at_a_port_with_a_token(
    notes: Path, home: Path, environment: dict[str, str], briefbot: Run, never_alone: pytest.MonkeyPatch
) -> None:
    """The token is in no argument and no output; the ceiling holds there and at the door."""
    (home / "token").write_text(TOKEN, encoding="utf-8")
    (home / "token").chmod(0o600)
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    arguments = ("--http", str(port), "--token-file", "token", "--ceiling", "UNCLASSIFIED")
    with serving(home, environment, *arguments) as served:
        root = f"http://127.0.0.1:{port}"
        assert httpx.get(f"{root}/sources").status_code == 401
        with httpx.Client(base_url=root, headers={"Authorization": f"Bearer {TOKEN}"}, timeout=120) as client:
            bound = client.post("/ask", json={"question": QUESTION, "ceiling": "TOP SECRET"}).json()
            low = client.get("/sources").json()["sources"]
        assert low
        assert {each["classification"] for each in low} <= {None, "UNCLASSIFIED"}
        assert {sentence["source"] for sentence in bound["answers"]} <= {each["source"] for each in low}
        own = briefbot("ask", QUESTION, "--json", "--ceiling", "UNCLASSIFIED")
        assert_alike(to_text(own.json()["answers"]), to_text(bound["answers"]))
        never_alone.undo()
        everything = briefbot("ask", QUESTION, "--json").json()
        assert everything["answers"] != bound["answers"]
        assert TOKEN not in "".join(served.err)
        assert served.end(signal.SIGTERM) == 0


def test_http_without_a_token_is_not_served(notes: Path, briefbot: Run) -> None:
    """One line says what to do, and nothing is opened."""
    done = briefbot("serve", "--http", "8642")
    assert (done.status, done.out) == (2, "")
    assert "set BRIEFBOT_SERVE_TOKEN, or --token-file" in done.err
    assert not door_of(notes / ".briefbot").socket.exists()


def test_what_cannot_be_served_is_told_of_in_one_line(home: Path, briefbot: Run) -> None:
    """A folder that is not there, and a port that is taken."""
    done = briefbot("serve", "--briefings", "nowhere")
    assert (done.status, done.out) == (2, "")
    assert "does not exist" in done.err
    assert len(done.err.splitlines()) == 1


@pytest.mark.skipif(not hasattr(os, "setresuid") or os.geteuid() != 0, reason="only root can be somebody else")
def test_another_users_door_is_refused_on_both_sides(
    open_notes: Path, home: Path, environment: dict[str, str], briefbot: Run, bound_by_permissions: Callable[[], Any]
) -> None:
    """Who asks is told whose it is and answers alone; and whoever serves lets nobody else in."""
    state = Path(tempfile.mkdtemp(prefix="briefbot-test-"))
    try:
        state.chmod(0o777)
        place_of = environment | {"BRIEFBOT_STATE": str(state), "BRIEFBOT_CACHE": os.environ["BRIEFBOT_CACHE"]}
        os.environ["BRIEFBOT_STATE"] = str(state)  # put back with the fixture of the home folder
        with serving(open_notes.parent, place_of):
            place = door_of(open_notes / ".briefbot")
            place.folder.chmod(0o755)
            place.socket.chmod(0o666)
            (open_notes / ".briefbot").chmod(0o755)
            with bound_by_permissions():
                done = briefbot("ask", QUESTION, "--index", str(open_notes / ".briefbot"), "--no-sync")
                assert "belongs to another user (number 0)" in done.err
                assert "answering without it" in done.err
                with socket.socket(socket.AF_UNIX) as connection:
                    connection.connect(str(place.socket))
                    assert hung_up(connection)
    finally:
        shutil.rmtree(state)


def hung_up(connection: socket.socket) -> bool:
    """Return whether the other end hangs up on a request."""
    connection.settimeout(60)
    try:
        connection.sendall(b"GET /health HTTP/1.0\r\n\r\n")
        return connection.recv(1) == b""
    except (BrokenPipeError, ConnectionResetError):
        return True


def test_what_is_fitted_anew_is_in_use_at_the_next_question(
    served: Serving, notes: Path, briefbot: Run, never_alone: pytest.MonkeyPatch
) -> None:
    """As it is without the door: damaged parts are an error for both, told in the same words."""
    assert briefbot("ask", QUESTION).status == 0
    never_alone.undo()
    (notes / ".briefbot" / "fitted.json").write_text("{", encoding="utf-8")
    through, without = briefbot("ask", QUESTION), briefbot("ask", QUESTION, "--no-door")
    assert (through.status, through.err) == (without.status, without.err)
    assert through.status == 2
    (notes / ".briefbot" / "fitted.json").unlink()
    end = time.monotonic() + 60
    while briefbot("ask", QUESTION).status:
        assert time.monotonic() < end
