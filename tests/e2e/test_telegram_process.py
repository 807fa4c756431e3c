"""`briefbot telegram run` in bad times: ended, killed, without a network, spoken to by others than Telegram."""

from __future__ import annotations

import shutil
import socket
import sys
import time
from typing import TYPE_CHECKING

import httpx
import pytest
from e2e.telegram_program import HONEY, HONEY_SAID, LEADERS, LEADERS_SAID, LONG_S, SAY, Program
from local_api import LocalBotApi
from local_api.faults import Broken, DropBefore, TooManyRequests

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from local_api.messages import Message

    Programs = Callable[..., Program]

pytestmark = [
    pytest.mark.e2e,
    pytest.mark.skipif(sys.platform == "win32", reason="programs are ended in another way there"),
]
SECRET = "a-secret-of-the-webhook-that-nobody-knows"  # noqa: S105 - opens nothing but this server
DEBUG = """
import logging
from bot.telegram import redact
set_up = redact.set_up_logging
def set_up_all(secrets, level):
    set_up(secrets, logging.DEBUG)
    for name in [*logging.root.manager.loggerDict]:
        logging.getLogger(name).setLevel(logging.DEBUG)
    for name in ("httpx", "httpcore", "telegram", "telegram.ext", "tornado", "asyncio"):
        logging.getLogger(name).setLevel(logging.DEBUG)
redact.set_up_logging = set_up_all
from bot.main import main
raise SystemExit(main(["telegram", "run"]))
"""
"""`briefbot telegram run` in which every library logs all that it can."""


@pytest.fixture
def programs(tmp_path: Path, indexed_samples: Path, model_cache: Path) -> Iterator[Programs]:
    """Return what makes a bot of a test's own, with settings of its own."""
    made: list[Program] = []
    with LocalBotApi() as api:

        def make(**settings: str) -> Program:
            if not (tmp_path / "briefings").exists():
                shutil.copytree(indexed_samples, tmp_path / "briefings")
            made.append(Program(api, tmp_path, model_cache, **settings))
            return made[-1]

        yield make
        for program in made:
            program.__exit__(None, None, None)
        api.check_nothing_refused()


def test_an_end_finishes_what_it_can_and_leaves_the_rest_for_the_next_start(programs: Programs) -> None:
    """Within seconds and with status 0: while idle, while an answer is on its way, and while it cannot be sent."""
    program = programs()
    program.start()
    assert program.stop(within=5) == 0
    ada = program.owner()
    program.start()
    program.api.faults.add("sendMessage", TooManyRequests(2))
    on_its_way = program.api.say(ada, HONEY)
    _wait_for_sends(program.api, 1)
    assert program.stop(within=10) == 0
    assert HONEY_SAID in program.api.reply_to(on_its_way).text
    program.start()
    program.api.faults.add("sendMessage", DropBefore(), times=None)
    cannot_be_sent = program.api.say(ada, HONEY)
    _wait_for_sends(program.api, 1)
    assert program.stop(within=10) == 0
    program.api.faults.clear()
    program.start()
    assert HONEY_SAID in program.api.reply_to(cannot_be_sent, LONG_S).text
    program.say(ada, "/help")
    answered = [_answers(message) for message in program.api.messages_to(ada)]
    assert [answered.count(message.id) for message in (on_its_way, cannot_be_sent)] == [1, 1]


def test_a_kill_in_the_middle_loses_nothing(programs: Programs) -> None:
    """Questions that were taken and not answered, and those that Telegram still holds, are answered once each."""
    program = programs()
    people = [program.owner() for _ in range(4)]
    program.start()
    program.api.faults.add("sendMessage", DropBefore(), times=None)
    asked = [program.api.say(person, question) for person in people for question in (HONEY, LEADERS)]
    _wait_for_sends(program.api, len(people))
    program.kill()
    asked += [program.api.say(person, HONEY) for person in people]
    program.api.faults.clear()
    program.start()
    for message in asked:
        program.api.wait_for(lambda message=message: _answered(program.api, message), LONG_S)
    program.say(people[0], "/help")
    for person in people:
        answered = [_answers(message) for message in program.api.messages_to(person)]
        mine = [message.id for message in asked if message.chat.id == person.id]
        assert [number for number in answered if number in mine] == mine


@pytest.mark.slow
def test_a_start_without_a_network_waits_for_it(programs: Programs) -> None:
    """The first connection is tried again too."""
    program = programs()
    asked = program.api.say(program.owner(), HONEY)
    program.api.go_away()
    program.begin()
    time.sleep(4)
    program.api.come_back()
    assert HONEY_SAID in program.api.reply_to(asked, LONG_S).text
    assert program.stop() == 0


@pytest.mark.parametrize("token", ["nonsense", "7000000001:AAanotherTokenThatIsNotKnownXXXXXXX"])
def test_a_token_that_is_none_is_an_error(programs: Programs, token: str) -> None:
    """Status 2, and one line that says what to do and not what it is."""
    done = programs(TELEGRAM_TOKEN=token).run("telegram", "run")
    assert (done.returncode, done.stdout) == (2, "")
    assert "token" in done.stderr
    assert "Traceback" not in done.stderr
    assert "AAanother" not in done.stderr


def test_a_webhook(programs: Programs) -> None:
    """Updates are brought to it; what anybody else brings is refused; it ends as soon as a bot that is polled."""
    port = _free_port()
    root = f"http://127.0.0.1:{port}"
    program = programs(TELEGRAM_WEBHOOK_URL=root, TELEGRAM_WEBHOOK_PORT=str(port), TELEGRAM_WEBHOOK_SECRET=SECRET)
    ada = program.owner()
    program.start()
    answer = program.say(ada, HONEY)
    assert HONEY_SAID in answer.text
    assert program.press(ada, answer, "👍 Right") == SAY("judge.thanks")
    address = program.api.webhook_url
    forged = {"update_id": 1, "message": program.api.updates[0]["message"]}
    assert httpx.post(address, json=forged).status_code == 403
    assert httpx.post(address, json=forged, headers={"X-Telegram-Bot-Api-Secret-Token": "x"}).status_code == 403
    assert httpx.post(root, json=forged, headers={"X-Telegram-Bot-Api-Secret-Token": SECRET}).status_code == 404
    assert program.stop(within=5) == 0
    assert program.api.messages_to(ada) == [_now(program.api, answer)]
    left = program.api.say(ada, LEADERS)
    program.start()
    assert LEADERS_SAID in program.api.reply_to(left, LONG_S).text
    assert program.stop() == 0
    assert SECRET not in program.written
    assert address.rpartition("/")[2] not in program.written


def test_the_token_is_written_nowhere(programs: Programs) -> None:
    """With every library logging all that it can, through refusals, lost connections and errors."""
    program = programs(TELEGRAM_INLINE="1")
    api = program.api
    ada = program.owner()
    program.start("-c", DEBUG)
    for method, fault in (("sendMessage", Broken(502)), ("sendMessage", DropBefore()), ("getUpdates", Broken(500))):
        api.faults.add(method, fault)
        assert HONEY_SAID in program.say(ada, HONEY).text
    api.expect_refused("*", "bot was blocked")
    api.say(ada, LEADERS)
    api.block(ada)
    api.wait_for(lambda: "blocked" in program.written.lower(), LONG_S)
    api.go_away()
    api.wait_for(lambda: "no updates for the moment" in program.written, LONG_S)
    api.come_back()
    api.wait_for(lambda: api.polled, LONG_S)
    assert program.process is not None
    arguments = _arguments(program.process.pid)
    assert program.stop() == 0
    number, _, half = api.token.partition(":")
    assert "DEBUG httpcore" in program.written
    assert "DEBUG telegram" in program.written
    for place in (program.written, program.state.decode("latin-1"), arguments):
        assert half not in place
        assert f"bot{number}" not in place


def _now(api: LocalBotApi, message: Message) -> Message:
    now = api.now(message)
    assert now is not None
    return now


def _answers(message: Message) -> int:
    return 0 if message.reply_to is None else message.reply_to.id


def _answered(api: LocalBotApi, message: Message) -> bool:
    return message.id in [_answers(sent) for sent in api.messages_to(message.chat)]


def _wait_for_sends(api: LocalBotApi, count: int) -> None:
    """Wait until so many more answers were tried to be sent."""
    before = len(api.calls_of("sendMessage"))
    api.wait_for(lambda: len(api.calls_of("sendMessage")) >= before + count, LONG_S)


def _arguments(process: int) -> str:
    import psutil

    return " ".join(psutil.Process(process).cmdline())


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
