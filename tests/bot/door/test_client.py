"""A command asks through the door where somebody is behind it, and alone where nobody is, or nobody who answers."""

from __future__ import annotations

import asyncio
import json
import os
import socket
import threading
import time
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from served import Served, serving
from served_notes import BOAT, FERRY, HONEY, HONEY_SAID

from bot.door import conversation, exchange
from bot.door.client import ask_at_door
from bot.door.letters import inquiry_to_letter, reply_of_letter
from bot.door.peer import Peer
from bot.door.place import door_of
from bot.inquiry import Inquiry, answer_to
from bot.serving.limits import Limits
from bot.wire import answer_to_json, to_text
from index import Answer, Filters, ReasonKind, Timings, explain_answer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from bot.door.letters import Reply
    from bot.settings import Settings
    from index import Briefings, Explanation

BOUND = Filters(ceiling="RESTRICTED")
ASKED = Inquiry(HONEY, 2, BOUND)


@pytest.fixture(scope="module")
def served(served_settings: Settings) -> Iterator[Served]:
    """Return what answers, for all tests of this module that want it."""
    with serving(served_settings) as answering:
        yield answering


@pytest.fixture
def ask(served_settings: Settings) -> Callable[..., Reply | None]:
    """Return what asks through the door."""

    def asking(inquiry: Inquiry = ASKED, *, explain: bool = False, **changes: Any) -> Reply | None:  # noqa: ANN401
        settings = replace(served_settings, **changes)
        return ask_at_door(settings, inquiry, explain=explain, progress=lambda *_: None)

    return asking


def printed(answer: Answer, explanations: Sequence[Explanation]) -> str:
    """Return an answer as JSON, without how long it took: models differ in the eighth digit from run to run."""
    return to_text(answer_to_json(replace(answer, timings=Timings()), explanations))


@pytest.mark.parametrize(
    "inquiry",
    [
        ASKED,
        Inquiry(FERRY, 1, BOUND, no_sync=True),
        Inquiry("who won the war of the roses?", 3, BOUND),
        Inquiry(FERRY, 3, Filters(sources=("2022/*",), tags=("trade",), ceiling="restricted")),
        Inquiry("thanks", 3, BOUND),
        Inquiry(BOAT, 9, Filters(ceiling="UNCLASSIFIED")),
    ],
)
def test_the_answer_is_the_one_that_would_have_been_given_here(
    served: Served, ask: Callable[..., Reply | None], inquiry: Inquiry
) -> None:
    """As it is printed, with what explains it."""
    reply = ask(inquiry, explain=True)
    assert reply is not None
    own = answer_to(served.house.desk.briefings, inquiry)
    assert printed(reply.answer, reply.explanations) == printed(own, explain_answer(own))
    assert reply.answer.notices == own.notices
    assert reply.told == ()
    greets = own.reason is not None and own.reason.kind is ReasonKind.GREETING
    assert (reply.answer.timings.sync > 0) is not (inquiry.no_sync or greets)


def test_without_explanations_none_come(served: Served, ask: Callable[..., Reply | None]) -> None:
    """They are made only where they are asked for."""
    reply = ask()
    assert reply is not None
    assert reply.answer.answers[0].text == HONEY_SAID
    assert reply.explanations == ()


@pytest.mark.parametrize(
    ("inquiry", "changes"),
    [
        (ASKED, {"fast": True}),
        (ASKED, {"threshold": 0.9}),
        (Inquiry(HONEY, 2, Filters()), {}),
        (Inquiry(HONEY, 2, Filters(ceiling="SECRET")), {}),
        (Inquiry("", 2, BOUND), {}),
        (Inquiry("x" * 2_001, 2, BOUND), {}),
        (Inquiry("x" * 100_000, 2, BOUND), {}),
    ],
)
def test_what_would_be_answered_otherwise_here_is_not_answered_there(
    served: Served,
    ask: Callable[..., Reply | None],
    capfd: pytest.CaptureFixture[str],
    inquiry: Inquiry,
    changes: dict[str, Any],
) -> None:
    """Other settings, a higher ceiling, an error: nothing is said of it, for the command answers alone."""
    assert ask(inquiry, **changes) is None
    assert capfd.readouterr() == ("", "")


def test_another_version_is_told_of(
    served: Served, ask: Callable[..., Reply | None], monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """Whoever started it can start it anew."""
    terms = conversation.terms_of
    monkeypatch.setattr(conversation, "terms_of", lambda *given: replace(terms(*given), program="another"))
    assert ask() is None
    told = "`briefbot serve` runs another version of briefbot: restart it; answering without it"
    assert capfd.readouterr().err == f"briefbot: {told}\n"


def test_what_every_start_tells_is_told_with_every_answer(served: Served) -> None:
    """As each process that answers itself would."""
    house = replace(served.house, standing=("the fitted parts are left out",))
    letter = {"inquiry": inquiry_to_letter(ASKED), "explain": False}
    reply = house.reply(letter)
    assert isinstance(reply, dict)
    assert reply_of_letter(reply).told == ("the fitted parts are left out",)


def test_what_was_told_behind_the_door_is_told_here(served: Served, ask: Callable[..., Reply | None]) -> None:
    """To whoever asked meanwhile, and to nobody else."""
    briefings = served.house.desk.briefings
    listener = served.house.listener
    sync = briefings._store.upkeep.sync

    def telling() -> object:
        listener("the folder says hello")
        return sync()

    briefings._sync._work = telling  # type: ignore[assignment]
    try:
        reply = ask()
        assert reply is not None
        assert reply.told == ("the folder says hello",)
        indexed = ask(replace(ASKED, no_sync=True))
        assert indexed is not None
        assert indexed.told == ()
    finally:
        briefings._sync._work = sync


class Fake:
    """A door behind which somebody behaves otherwise."""

    def __init__(self, place: Path) -> None:
        """Listen there."""
        self.heard: list[dict[str, Any]] = []
        self.listening = socket.socket(socket.AF_UNIX)
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        place.unlink(missing_ok=True)
        self.listening.bind(str(place))
        self.listening.listen(1)

    @contextmanager
    def saying(self, *pieces: bytes, then: Callable[[], object] = lambda: None) -> Iterator[None]:
        """Say these pieces to the next who comes, then do something, then hang up."""
        thread = threading.Thread(target=self._serve, args=(pieces, then))
        thread.start()
        try:
            yield
        finally:
            self.listening.close()
            thread.join()

    def _serve(self, pieces: tuple[bytes, ...], then: Callable[[], object]) -> None:
        connection, _ = self.listening.accept()
        with connection, connection.makefile("rb") as stream:
            head = list(iter(stream.readline, b"\r\n"))
            length = int(next(line for line in head if line.startswith(b"Content-Length")).split()[1])
            self.heard.append(json.loads(stream.read(length)))
            for piece in pieces:
                connection.sendall(piece)
            then()


@pytest.fixture
def fake(served_settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Fake:
    """Return a door in a state folder of its own."""
    monkeypatch.setenv("BRIEFBOT_STATE", str(tmp_path))
    return Fake(door_of(served_settings.briefings / ".briefbot").socket)


OK = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n"
GONE = "briefbot: the process behind the door is gone; answering without it\n"


@pytest.mark.parametrize(
    "pieces",
    [
        (),
        (b"HTTP/1.1 200",),
        (OK,),
        (OK, b'{"progress": null}\n'),
        (OK, b'{"reply": {"question": "half'),
        (OK, b'{"reply": {}}\n'),
        (OK, b'{"reply": null}\n'),
        (OK, b"[]\n"),
        (OK, b"\xff\n"),
        (b"SSH-2.0-OpenSSH_9.6\r\n",),
        (b"\r\n\r\n",),
    ],
)
def test_who_dies_in_the_middle_is_told_of(
    fake: Fake, ask: Callable[..., Reply | None], capfd: pytest.CaptureFixture[str], pieces: tuple[bytes, ...]
) -> None:
    """And who talks nonsense; the command answers alone."""
    with fake.saying(*pieces):
        assert ask() is None
    assert capfd.readouterr().err == GONE


def test_who_falls_silent_is_not_waited_for(
    fake: Fake, ask: Callable[..., Reply | None], monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """Longer than a while; signs of life are waited for."""
    monkeypatch.setattr(exchange, "SILENCE_S", 0.3)
    heard = threading.Event()
    with fake.saying(OK, b'{"progress": null}\n', then=lambda: heard.wait(60)):
        assert ask() is None
        heard.set()
    assert "has said nothing for 0 s; answering without it" in capfd.readouterr().err


def test_what_takes_too_long_behind_the_door_is_given_up_there(
    served_settings: Settings,
    tmp_path: Path,
    ask: Callable[..., Reply | None],
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    """Though there are signs of life; what makes progress may go on."""
    settings = replace(served_settings, index=tmp_path / "index")
    limits = Limits(threads=1, seconds=1.5)
    answered: list[str] = []

    def answer(_: Briefings, inquiry: Inquiry) -> Answer:
        answered.append(inquiry.question)
        return Answer(inquiry.question, answered=False, confidence=0.0, answers=())

    monkeypatch.setattr("bot.serving.house.answer_to", answer)
    with serving(settings, limits) as served:
        with served.busy():
            assert ask(index=tmp_path / "index") is None
        assert "this takes longer than 2 s; ask again later, or ask for less; answering" in capfd.readouterr().err
        end = time.monotonic() + 60
        while not served.house.workers.is_idle:
            assert time.monotonic() < end
        assert answered == []
        steps: list[tuple[str, int, int]] = []
        go = threading.Event()

        def work() -> None:
            for number in range(8):
                served.house.progress("reading", number, 8)
                go.wait(0.4)

        async def begin() -> None:
            served.house.workers.begin(work)

        asyncio.run_coroutine_threadsafe(begin(), served.loop).result()
        reply = ask_at_door(settings, ASKED, explain=False, progress=lambda *step: steps.append(step))
        assert reply is not None
        assert steps


def test_how_far_a_long_step_is_is_shown_here(fake: Fake, served_settings: Settings) -> None:
    """As if it were done here."""
    steps: list[tuple[str, int, int]] = []
    with fake.saying(
        OK, b'{"progress": ["reading", 1, 3]}\n', b'{"progress": null}\n', b'{"progress": ["reading", 3, 3]}\n'
    ):
        ask_at_door(served_settings, ASKED, explain=False, progress=lambda *step: steps.append(step))
    assert steps == [("reading", 1, 3), ("reading", 3, 3)]


@pytest.mark.parametrize(("tell", "told"), [(True, "briefbot: too much; answering without it\n"), (False, "")])
def test_who_does_not_answer_may_say_why(
    fake: Fake, ask: Callable[..., Reply | None], capfd: pytest.CaptureFixture[str], tell: bool, told: str
) -> None:
    """At once or in the end."""
    word = json.dumps({"error": "too much", "tell": tell}).encode()
    with fake.saying(b"HTTP/1.1 429 Too Many Requests\r\n\r\n", word):
        assert ask() is None
    assert capfd.readouterr().err == told


def test_what_a_dead_process_left_is_passed_over_in_silence(
    fake: Fake, ask: Callable[..., Reply | None], capfd: pytest.CaptureFixture[str]
) -> None:
    """As is a door that is not there, and one whose path no socket can have."""
    fake.listening.close()
    assert ask() is None
    os.environ["BRIEFBOT_STATE"] = "/" + "x" * 200  # put back by the fixture
    assert ask() is None
    assert capfd.readouterr() == ("", "")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root gives files away")
def test_another_users_door_is_refused_with_a_word(
    fake: Fake, served_settings: Settings, ask: Callable[..., Reply | None], capfd: pytest.CaptureFixture[str]
) -> None:
    """Nothing is sent there."""
    place = door_of(served_settings.briefings / ".briefbot").socket
    os.chown(place, 65_534, 65_534)
    assert ask() is None
    told = capfd.readouterr().err
    assert f"{place}, belongs to another user (number 65534); answering without it" in told
    assert fake.heard == []
    fake.listening.close()


def test_another_user_behind_an_own_socket_is_refused_with_a_word(
    fake: Fake, ask: Callable[..., Reply | None], monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """The kernel says who listens; nothing is sent there."""
    monkeypatch.setattr(exchange, "peer_of", lambda _: Peer(7, os.geteuid() + 1))
    assert ask() is None
    assert f"is another user (number {os.geteuid() + 1}); answering without it" in capfd.readouterr().err
    assert fake.heard == []
    fake.listening.close()
