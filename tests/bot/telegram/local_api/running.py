"""A server that runs in a thread while a block lasts."""

from __future__ import annotations

import threading
from time import monotonic
from typing import TYPE_CHECKING, Self, TypeVar

from local_api.loop_thread import LoopThread
from local_api.people import User
from local_api.server import Server
from local_api.world import World

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType

    from local_api.faults import Faults, RateLimits
    from local_api.world import Powers

Given = TypeVar("Given")
TOKEN = "7000000001:AAlocalStandInForTelegramXXXXXXXXXX"  # noqa: S105 -- opens nothing but this server
_GLANCE_S = 0.05
_SHOWN = 3000


class Running:
    """A server that listens while the block lasts.

    Attributes:
        token: the one token that it takes.
        bot: whose token that is.
    """

    def __init__(self, token: str = TOKEN, username: str = "briefbot_test_bot") -> None:
        """Make it; it listens once the block is entered."""
        self.token = token
        self.bot = User(int(token.partition(":")[0]), "Briefbot", username=username, is_bot=True)
        self._world = World(self.bot)
        self._changed = threading.Condition()
        self._server = Server(self._world, token, self._wake)

    def __enter__(self) -> Self:
        """Listen."""
        self._thread = LoopThread("local Bot API")
        self._thread.run(self._server.listen())
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Listen no more."""
        self.go_away()
        self._thread.close()

    @property
    def url(self) -> str:
        """Return the root: a bot's methods are under `/bot<TOKEN>/`, its files under `/file/bot<TOKEN>/`."""
        return f"http://127.0.0.1:{self._server.port}"

    @property
    def powers(self) -> Powers:
        """Return what BotFather was told about the bot; it may be changed."""
        return self._world.powers

    @property
    def faults(self) -> Faults:
        """Return what goes wrong, to add to."""
        return self._server.faults

    @property
    def rates(self) -> RateLimits:
        """Return how often the bot may write, which counts once `on` is set."""
        return self._world.rates

    def go_away(self) -> None:
        """Stop listening, drop what is connected and send nothing to a webhook, as when the network is gone."""
        self._thread.run(self._server.go_away())

    def come_back(self) -> None:
        """Listen again on the same port."""
        self._thread.run(self._server.listen())

    def put_clock_forward(self, seconds: float) -> None:
        """Let so much time pass for Telegram: queries and messages grow old."""
        self._world.clock.ahead += seconds

    def set_lifetimes(self, *, callback: float = 15.0, inline: float = 10.0) -> None:
        """Say for how many seconds a pressed button and an inline query can be answered."""
        self._world.callbacks.lifetime, self._world.inlines.lifetime = callback, inline

    def wait_for(self, predicate: Callable[[], Given | None], timeout: float = 20.0) -> Given:
        """Return what a predicate gives once that is true, tried after each call and now and then.

        Raises:
            AssertionError: it never was; it says what the bot did last.
        """
        end = monotonic() + timeout
        while not (given := predicate()):
            if monotonic() > end:
                raise AssertionError(f"nothing came in {timeout} s; the last calls:\n{self._last_calls()}")
            with self._changed:
                self._changed.wait(_GLANCE_S)
        return given

    def _last_calls(self) -> str:
        calls = self._do(lambda: list(self._server.journal.calls))
        return "\n".join(str(call) for call in calls if call.method != "getUpdates")[-_SHOWN:]

    def _do(self, work: Callable[[], Given]) -> Given:
        """Return what a function gives in the server's own thread, where alone its state changes."""
        return self._thread.call(work)

    def _wake(self) -> None:
        with self._changed:
            self._changed.notify_all()
