"""Work in a thread of its own that nobody waits for when the process ends."""

from __future__ import annotations

import asyncio
import threading
from typing import TYPE_CHECKING, TypeVar

from bot.outcome import work_for

if TYPE_CHECKING:
    from collections.abc import Callable

_Result = TypeVar("_Result")


async def apart(work: Callable[[], _Result], name: str) -> _Result:
    """Return the result of work that takes long; whoever waits here can be broken off, the work cannot.

    A thread of a pool would hold up the end of the process until its work is done.

    Args:
        work: what is done.
        name: of the thread.
    """
    done: asyncio.Future[_Result] = asyncio.get_running_loop().create_future()
    threading.Thread(target=work_for, args=(done, work), name=name, daemon=True).start()
    return await done
