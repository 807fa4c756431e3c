"""`python -m benchmarks.telegram`: the bot under load, as a process of its own beside a local Bot API server.

Four runs, one after the other, in one warm process: people who ask steadily, as many questions at once as there are
people, steadily again, and steadily while a tenth of all messages is refused, answered by a fault or cut off and the
server is gone for some seconds. Times are from a question's arrival at the server to
the answer's; the server and the people share the machine's cores with the bot.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass
from http import HTTPStatus
from itertools import count
from pathlib import Path
from threading import Timer
from typing import TYPE_CHECKING

import psutil

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests" / "bot" / "telegram"))

from local_api.faults import Broken, DropAfter, DropBefore, TooManyRequests  # noqa: E402 - a part of the tests
from local_api.front import LocalBotApi  # noqa: E402 - a part of the tests

from bot.telegram.access import Role  # noqa: E402
from bot.telegram.state.database import Database  # noqa: E402
from bot.telegram.state.pairings import Pairings  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from local_api.journal import Call
    from local_api.people import User

_WAIT_SECONDS = 120.0
_MEGA = 1e6
_ONE_IN, _FAULTS_EACH = 10, 12
_GONE_FROM_SECONDS, _GONE_SECONDS = 2.0, 5.0


@dataclass(frozen=True, slots=True)
class Load:
    """What a run came to.

    Attributes:
        name: which run.
        asked: questions.
        answered: those that were answered by a message of their own.
        twice: those with more than one message, which a connection that breaks before Telegram's word may cause.
        in_order: whether every chat got its answers in the order of its questions.
        seconds: time of each answer, ascending.
        cpu: share of the machine's cores that the bot used.
        memory_mb: the bot's memory at the end, in megabytes.
    """

    name: str
    asked: int
    answered: int
    twice: int
    in_order: bool
    seconds: tuple[float, ...]
    cpu: float
    memory_mb: float

    def __str__(self) -> str:
        """Return it as one line."""
        last = len(self.seconds) - 1
        p50, p95, longest = (self.seconds[min(int(share * len(self.seconds)), last)] for share in (0.5, 0.95, 1))
        order = "in order" if self.in_order else "OUT OF ORDER"
        return (
            f"{self.name:14} {self.answered:5}/{self.asked} {order:12} twice {self.twice:2}  p50 {p50:5.2f} s  "
            f"p95 {p95:5.2f} s  last {longest:5.2f} s  cpu {self.cpu:4.0%}  {self.memory_mb:5.0f} MB"
        )


class Bench:
    """People who ask a bot that runs."""

    def __init__(self, api: LocalBotApi, process: psutil.Process, people: Sequence[User], questions: list[str]) -> None:
        """Let `people` ask `questions`."""
        self.api, self.process, self.people = api, process, people
        self._questions = questions
        self._random = random.Random(1)  # noqa: S311 - nothing secret: the same order each time

    def run(self, name: str, schedule: Sequence[tuple[float, User]]) -> Load:
        """Return what comes of people asking at times, in seconds from now."""
        before, begun = sum(self.process.cpu_times()[:2]), time.monotonic()
        asked: dict[tuple[int, int], float] = {}
        for at, person in schedule:
            time.sleep(max(0.0, begun + at - time.monotonic()))
            message = self.api.say(person, self._random.choice(self._questions))
            asked[person.id, message.id] = time.monotonic()
        replies = self._replies(asked)
        answers = {key: at for key, (at, is_answer) in replies.items() if is_answer}
        took = time.monotonic() - begun
        cpu = (sum(self.process.cpu_times()[:2]) - before) / took / (os.cpu_count() or 1)
        seconds = sorted(at - asked[key] for key, at in answers.items())
        return Load(
            name,
            len(asked),
            len(answers),
            self._twice(asked),
            _in_order(answers),
            tuple(seconds),
            cpu,
            self.process.memory_info().rss / _MEGA,
        )

    def _twice(self, asked: dict[tuple[int, int], float]) -> int:
        """Return how many questions got more than one message."""
        replied = Counter(
            (call.parameters["chat_id"], call.parameters.get("reply_parameters", {}).get("message_id"))
            for call in self.api.calls_of("sendMessage")
            if call.result is not None
        )
        return sum(replied[key] > 1 for key in asked)

    def _replies(self, asked: dict[tuple[int, int], float]) -> dict[tuple[int, int], tuple[float, bool]]:
        """Return when each question got a reply and whether that was an answer, by chat and number of its message.

        An answer has buttons; a word that others have to be answered first has none.
        """
        end = time.monotonic() + _WAIT_SECONDS
        found: dict[tuple[int, int], tuple[float, bool]] = {}
        while len(found) < len(asked) and time.monotonic() < end:
            time.sleep(0.2)
            for call in self.api.calls_of("sendMessage"):
                key = (call.parameters["chat_id"], call.parameters.get("reply_parameters", {}).get("message_id"))
                if key in asked and call.status == HTTPStatus.OK:
                    found.setdefault(key, (call.at, "reply_markup" in call.parameters))
        return found


def _trouble(api: LocalBotApi) -> None:
    """Let every tenth message or so fail, in four ways, and the server be gone for some seconds."""
    turns = count()

    def now_and_then(call: Call) -> bool:
        return call.method == "sendMessage" and next(turns) % _ONE_IN == 0

    for fault in (TooManyRequests(1), Broken(500), DropBefore(), DropAfter()):
        api.faults.add("sendMessage", fault, times=_FAULTS_EACH, when=now_and_then)
    Timer(_GONE_FROM_SECONDS, api.go_away).start()
    Timer(_GONE_FROM_SECONDS + _GONE_SECONDS, api.come_back).start()


def _in_order(answers: dict[tuple[int, int], float]) -> bool:
    latest: dict[int, int] = {}
    for chat, message in answers:
        if message < latest.get(chat, 0):
            return False
        latest[chat] = message
    return True


@contextmanager
def _bot(api: LocalBotApi, people: Sequence[User], briefings: Path) -> Iterator[psutil.Process]:
    """Give the process of a bot that has paired `people`; it must end well."""
    with tempfile.TemporaryDirectory() as folder:
        state = Path(folder) / "state"
        with Database(state) as database:
            pairings = Pairings(database)
            for person in people:
                pairings.redeem(person.id, pairings.make_code(time.time(), Role.READER), time.time())
        environment = os.environ | {
            "BRIEFBOT_TELEGRAM_TOKEN": api.token,
            "BRIEFBOT_TELEGRAM_API": api.url,
            "BRIEFBOT_STATE": str(state),
            "BRIEFBOT_BRIEFINGS": str(briefings),
            "BRIEFBOT_INDEX": str(Path(folder) / "index"),
            "HF_HUB_OFFLINE": "1",
            "PYTHONPATH": str(ROOT),
        }
        process = subprocess.Popen([sys.executable, "-m", "bot", "telegram", "run"], env=environment)
        try:
            api.wait_for(lambda: api.polled, _WAIT_SECONDS)
            yield psutil.Process(process.pid)
            process.send_signal(signal.SIGTERM)
            sys.stdout.write(f"ended with status {process.wait(30)}\n")
        finally:
            process.kill()


def main() -> None:
    """Measure and print a line for each run."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.telegram", description=__doc__)
    parser.add_argument("--briefings", type=Path, default=ROOT / "briefings")
    parser.add_argument("--questions", type=Path, default=ROOT / "tests" / "data" / "sample_questions.jsonl")
    parser.add_argument("--people", type=int, default=50)
    parser.add_argument("--each", type=int, default=20, help="questions of each person")
    parser.add_argument("--rate", type=float, default=15.0, help="questions a second")
    arguments = parser.parse_args()
    lines = arguments.questions.read_text(encoding="utf-8").splitlines()
    questions = [row["question"] for row in map(json.loads, filter(None, lines)) if row["answers"]]
    with LocalBotApi() as api:
        people = [api.user(f"Person {number}") for number in range(arguments.people)]
        with _bot(api, people, arguments.briefings) as process:
            bench = Bench(api, process, people, questions)
            bench.run("warming up", [(0.0, people[0])])
            rounds = [person for _ in range(arguments.each) for person in people]
            steady = [(number / arguments.rate, person) for number, person in enumerate(rounds)]
            for load in (
                bench.run("steady", steady),
                bench.run("at once", [(0.0, person) for person in people]),
                bench.run("steady again", steady),
            ):
                sys.stdout.write(f"{load}\n")
                sys.stdout.flush()
            _trouble(api)
            sys.stdout.write(f"{bench.run('with faults', steady[: len(steady) // 2])}\n")


if __name__ == "__main__":
    main()
