"""What can go wrong between a bot and Telegram, switched on by a test."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from local_api.refusal import too_many

if TYPE_CHECKING:
    from collections.abc import Callable

    from local_api.journal import Call

ANY = "*"


@dataclass(frozen=True, slots=True)
class TooManyRequests:
    """The call is refused with 429 until so many seconds have passed."""

    retry_after: int = 1


@dataclass(frozen=True, slots=True)
class Broken:
    """The call gets a page of HTML, as from a proxy in front of Telegram."""

    status: int = 502


@dataclass(frozen=True, slots=True)
class DropBefore:
    """The connection is closed, and nothing was done."""


@dataclass(frozen=True, slots=True)
class DropAfter:
    """The connection is closed, though all was done."""


@dataclass(frozen=True, slots=True)
class Delay:
    """The call waits so many seconds, then is done."""

    seconds: float


Fault = TooManyRequests | Broken | DropBefore | DropAfter | Delay


@dataclass(slots=True)
class _Planned:
    method: str
    fault: Fault
    left: int | None
    when: Callable[[Call], bool]


class Faults:
    """Faults that wait for calls that they fit."""

    def __init__(self) -> None:
        """Plan none."""
        self._planned: list[_Planned] = []

    def add(
        self, method: str, fault: Fault, *, times: int | None = 1, when: Callable[[Call], bool] | None = None
    ) -> None:
        """Plan a fault for the next calls of a method (`*` for any); `times=None` means until `clear`."""
        self._planned.append(_Planned(method, fault, times, when or (lambda _: True)))

    def clear(self) -> None:
        """Plan none any more."""
        self._planned.clear()

    def next_for(self, call: Call) -> Fault | None:
        """Return the fault that a call meets, which is then used up once; the first that was planned counts."""
        for planned in self._planned:
            if planned.method in (ANY, call.method) and planned.left != 0 and planned.when(call):
                if planned.left is not None:
                    planned.left -= 1
                return planned.fault
        return None


@dataclass(slots=True)
class RateLimits:
    """How often a bot may write, as https://core.telegram.org/bots/faq#broadcasting-to-users says.

    Attributes:
        on: whether they count.
        in_all: messages a second over all chats.
        burst: messages that one chat takes at once; it then takes one a second.
        group_minute: messages a minute in one group.
    """

    on: bool = False
    in_all: int = 30
    burst: int = 3
    group_minute: int = 20
    _all: deque[float] = field(default_factory=deque)
    _chats: dict[int, deque[float]] = field(default_factory=dict)

    def check(self, chat_id: int, now: float) -> None:
        """Count a message to a chat.

        Raises:
            RefusedError: it is one too many.
        """
        if not self.on:
            return
        sent = self._chats.setdefault(chat_id, deque())
        waits = [_wait(self._all, self.in_all, 1, now), _wait(sent, self.burst, self.burst, now)]
        if chat_id < 0:
            waits.append(_wait(sent, self.group_minute, 60, now))
        if max(waits) > 0:
            raise too_many(int(max(waits)) + 1)
        self._all.append(now)
        sent.append(now)


def _wait(sent: deque[float], most: int, seconds: float, now: float) -> float:
    """Return how long until there are fewer than so many in so many seconds; 0 where that is so now."""
    while sent and sent[0] <= now - 60:
        sent.popleft()
    late = [at for at in sent if at > now - seconds]
    return late[-most] + seconds - now if len(late) >= most else 0.0
