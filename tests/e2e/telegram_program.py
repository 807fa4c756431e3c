"""`briefbot telegram run` as a program of its own, beside a Bot API server on this machine."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Self

from bot.telegram.access import Role
from bot.telegram.phrases import load_phrases
from bot.telegram.state.database import Database
from bot.telegram.state.pairings import Pairings

if TYPE_CHECKING:
    from types import TracebackType

    from local_api import LocalBotApi
    from local_api.messages import Message
    from local_api.people import Chat, User

ROOT = Path(__file__).parents[2]
SAY = load_phrases().say
LEADERS = "what did the two leaders agree?"
LEADERS_SAID = "The two leaders agreed that Southmere and Calder will share classified information"
HONEY = "when will Calder lift its ban on honey?"
HONEY_SAID = "Calder will lift its ban on Southmere honey from 1 August 2022."
LONG_S = 300.0
"""Far more than anything here takes, even on a busy machine."""


class Program:
    """The bot: its folder, what it wrote, and its process where one runs.

    Attributes:
        api: what it takes for Telegram.
        home: where it is run: `briefings` and `state` are in it.
    """

    def __init__(self, api: LocalBotApi, home: Path, model_cache: Path, **settings: str) -> None:
        """Prepare a bot with variables `BRIEFBOT_...` of its own beside those that every one here has."""
        self.api, self.home = api, home
        # Several updates may tell of one group that is left.
        api.expect_refused("leaveChat", "is not a member of")
        inherited = {name: value for name, value in os.environ.items() if not name.startswith("BRIEFBOT_")}
        path = os.pathsep.join(part for part in (str(ROOT), os.environ.get("PYTHONPATH")) if part)
        self._environment = inherited | {
            "PYTHONPATH": path,
            "HF_HUB_OFFLINE": "1",
            "BRIEFBOT_TELEGRAM_TOKEN": api.token,
            "BRIEFBOT_TELEGRAM_API": api.url,
            "BRIEFBOT_STATE": str(home / "state"),
            "BRIEFBOT_CACHE": str(model_cache),
            "BRIEFBOT_THRESHOLD": "0.3",
            **{f"BRIEFBOT_{name}": value for name, value in settings.items()},
        }
        self.process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        """Start it."""
        self.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """End it, by force where it does not end."""
        if self.process is not None:
            self.process.kill()
            self.process.wait()

    def start(self, *command: str) -> None:
        """Start it, or another command in its place, and wait until it takes updates."""
        self.begin(*command)
        self.api.wait_for(lambda: self.api.polled or self.api.webhook_url or self._ended, LONG_S)
        assert not self._ended, self.written

    def begin(self, *command: str) -> None:
        """Start it, and wait for nothing."""
        with (self.home / "out").open("ab") as out, (self.home / "err").open("ab") as err:
            self.process = subprocess.Popen(
                [sys.executable, *(command or ("-m", "bot", "telegram", "run"))],
                cwd=self.home,
                env=self._environment,
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=err,
            )

    def stop(self, within: float = LONG_S) -> int:
        """Return the status with which it ends on SIGTERM, within so many seconds."""
        assert self.process is not None
        self.process.send_signal(signal.SIGTERM)
        status = self.process.wait(within)
        self.process = None
        return status

    def kill(self) -> None:
        """End it by force, in the middle of whatever it does."""
        assert self.process is not None
        self.process.kill()
        self.process.wait()
        self.process = None

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Return what another command of `briefbot` leaves behind."""
        return subprocess.run(
            [sys.executable, "-m", "bot", *arguments],
            cwd=self.home,
            env=self._environment,
            capture_output=True,
            text=True,
            timeout=LONG_S,
            check=False,
        )

    def code(self, *options: str) -> str:
        """Return a code of `briefbot telegram pair`, which prints the link that it stands in and nothing else."""
        done = self.run("telegram", "pair", *options)
        assert done.returncode == 0, done.stderr
        link = re.fullmatch(rf"https://t\.me/{self.api.bot.username}\?start=(\S+)\n", done.stdout)
        assert link is not None, done.stdout
        return link[1]

    def owner(self, name: str = "Ada") -> User:
        """Return somebody who is paired as an owner, by no command."""
        user, now = self.api.user(name), time.time()
        with Database(self.home / "state") as database:
            pairings = Pairings(database)
            assert pairings.redeem(user.id, pairings.make_code(now, Role.OWNER), now) is not None
        return user

    def say(self, user: User, text: str, chat: Chat | None = None, *, reply_to: Message | None = None) -> Message:
        """Return the bot's answer to what a person writes."""
        return self.api.reply_to(self.api.say(user, text, chat, reply_to=reply_to), LONG_S)

    def press(self, user: User, message: Message, label: str) -> str:
        """Return what a person is shown for a moment who presses a button."""
        return self.api.answer_to(self.api.press(user, message, label).query_id, LONG_S).text

    @property
    def written(self) -> str:
        """All that it has written to standard output and standard error."""
        return "".join((self.home / name).read_text(encoding="utf-8") for name in ("out", "err"))

    @property
    def state(self) -> bytes:
        """Every byte of what it remembers."""
        return b"".join(file.read_bytes() for file in sorted((self.home / "state").rglob("*")) if file.is_file())

    @property
    def _ended(self) -> bool:
        return self.process is None or self.process.poll() is not None
