"""Hand what a thread's work came to over to an event loop that waits for it."""

from __future__ import annotations

from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Callable

_Result = TypeVar("_Result")


def work_for(future: asyncio.Future[_Result], work: Callable[[], _Result]) -> None:
    """Do some work in this thread, and give its result or its error to a future of an event loop in another.

    Where nobody waits any more, nothing comes of it.
    """
    try:
        result = work()
    except BaseException as error:  # noqa: BLE001 - raised where it is waited for
        _tell(future, partial(_fail, future, error))
    else:
        _tell(future, partial(_finish, future, result))


def _finish(future: asyncio.Future[_Result], result: _Result) -> None:
    if not future.done():
        future.set_result(result)


def _fail(future: asyncio.Future[_Result], error: BaseException) -> None:
    if not future.done():
        future.set_exception(error)


def _tell(future: asyncio.Future[_Result], word: Callable[[], object]) -> None:
    with suppress(RuntimeError):  # the loop is closed: nobody waits any more
        future.get_loop().call_soon_threadsafe(word)
