"""Updates that wait for the bot, and long polling for them."""

from __future__ import annotations

import asyncio
from itertools import count
from typing import TYPE_CHECKING, Any

from local_api.refusal import bad_request, conflict
from local_api.spec import load_spec, update_kinds
from local_api.validate import check_fields

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

# "Specify an empty list to receive all update types except ..." https://core.telegram.org/bots/api#getupdates
_ONLY_WHEN_ASKED = ("chat_member", "message_reaction", "message_reaction_count")
_LONGEST_WAIT_S = 50.0
_MOST_AT_ONCE = 100
_FIRST_ID = 700_000_001


class Updates:
    """The queue of one bot.

    Attributes:
        allowed: the kinds that are queued; others are lost when they happen.
        history: every update that was ever queued, by id.
    """

    def __init__(self) -> None:
        """Start with nothing queued and the default kinds."""
        self.allowed: tuple[str, ...] = _default_kinds()
        self.history: dict[int, dict[str, Any]] = {}
        self._pending: list[dict[str, Any]] = []
        self._again: list[dict[str, Any]] = []  # sent whatever the offset says
        self._ids = count(_FIRST_ID)
        self._changed = asyncio.Event()
        self._poll: asyncio.Future[None] | None = None

    @property
    def pending(self) -> int:
        """Return how many updates wait."""
        return len(self._pending) + len(self._again)

    @property
    def polled(self) -> bool:
        """Return whether a call of getUpdates waits."""
        return self._poll is not None and not self._poll.done()

    def allow(self, kinds: Sequence[str] | None) -> None:
        """Remember which kinds the bot asks for; None leaves what it asked for before.

        Raises:
            RefusedError: there is no such kind.
        """
        if kinds is None:
            return
        for kind in kinds:
            if kind not in update_kinds():
                raise bad_request(f'unknown kind of update "{kind}" in allowed_updates')
        self.allowed = tuple(kinds) or _default_kinds()

    def add(self, kind: str, body: dict[str, Any]) -> int | None:
        """Queue what happened; return the update's id, or None where the bot does not ask for the kind."""
        if kind not in self.allowed:
            return None
        update_id = next(self._ids)
        update = {"update_id": update_id, kind: body}
        check_fields(load_spec().types["Update"], update, "Update")
        self._queue(update)
        return update_id

    def add_raw(self, update: dict[str, Any]) -> int:
        """Queue an update as it is, whatever the bot asks for; return its id, which is given where it has none."""
        update = {"update_id": update.get("update_id") or next(self._ids)} | update
        if update["update_id"] in self.history or update["update_id"] < _FIRST_ID:
            self._again.append(update)
            self.wake()
        else:
            self._queue(update)
            following = max(self.history) + 1
            self._ids = count(max(following, next(self._ids)))
        return int(update["update_id"])

    def repeat(self, update_id: int) -> None:
        """Send an update once more.

        Raises:
            KeyError: there was none of that id.
        """
        self._again.append(self.history[update_id])
        self.wake()

    def take(self, most: int = _MOST_AT_ONCE) -> list[dict[str, Any]]:
        """Return the updates that come next; they wait until they are confirmed."""
        return (self._again + self._pending)[:most]

    def confirm(self, update: dict[str, Any]) -> None:
        """Forget an update that a webhook took."""
        (self._again if update in self._again else self._pending).remove(update)

    def forget(self) -> None:
        """Drop all that waits."""
        self._pending.clear()
        self._again.clear()

    def wake(self) -> None:
        """Tell those who wait that something happened."""
        self._changed.set()
        self._changed = asyncio.Event()

    async def wait(self) -> None:
        """Return when something happens."""
        await self._changed.wait()

    async def poll(self, offset: int, limit: int, timeout: float, gone: Callable[[], bool]) -> list[dict[str, Any]]:
        """Return up to so many updates, waiting up to so many seconds for the first.

        Raises:
            RefusedError: another call of getUpdates came, or the limit is out of range.
        """
        if not 1 <= limit <= _MOST_AT_ONCE:
            raise bad_request("limit must be 1-100")
        self.stop_poll("terminated by other getUpdates request; make sure that only one bot instance is running")
        self._skip(offset)
        mine = asyncio.get_running_loop().create_future()
        self._poll = mine
        end = asyncio.get_running_loop().time() + min(timeout, _LONGEST_WAIT_S)
        while not self.pending and not mine.done() and not gone():
            left = end - asyncio.get_running_loop().time()
            if left <= 0:
                break
            await asyncio.wait(
                [mine, woken := asyncio.ensure_future(self.wait())], timeout=left, return_when=asyncio.FIRST_COMPLETED
            )
            woken.cancel()
        if mine.done():
            mine.result()
        mine.cancel()
        found = [] if gone() else self.take(limit)
        del self._again[: len(found)]
        return found

    def stop_poll(self, why: str) -> None:
        """Refuse the call of getUpdates that waits, if one does."""
        if self._poll is not None and not self._poll.done():
            self._poll.set_exception(conflict(why))

    def _skip(self, offset: int) -> None:
        if offset < 0:
            self._pending = self._pending[offset:]
        elif offset:
            self._pending = [update for update in self._pending if update["update_id"] >= offset]

    def _queue(self, update: dict[str, Any]) -> None:
        self.history[update["update_id"]] = update
        self._pending.append(update)
        self.wake()


def _default_kinds() -> tuple[str, ...]:
    return tuple(kind for kind in update_kinds() if kind not in _ONLY_WHEN_ASKED)
