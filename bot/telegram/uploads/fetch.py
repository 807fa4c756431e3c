"""Fetch a document from Telegram, and never more of it than is allowed."""

from __future__ import annotations

import asyncio
import io
import logging
from http import HTTPStatus
from typing import TYPE_CHECKING
from urllib.parse import quote

import httpx
from telegram.error import BadRequest, TelegramError

from bot.telegram.uploads.refusal import Objection, RefusedError

if TYPE_CHECKING:
    from telegram import Bot, Document

_log = logging.getLogger(__name__)

ALL_SECONDS = 120.0
"""How long fetching may take in all."""
_PAUSES_SECONDS = (0.5, 2.0)
"""Before each time that it is tried again."""
_READ_SECONDS = 20.0
_TOO_BIG = "file is too big"
_PLAIN = {"Accept-Encoding": "identity"}
"""What is packed could be any size once it is unpacked."""


class _LostError(Exception):
    """The connection was lost, or the server is in trouble: it can be tried again."""


async def fetch(bot: Bot, document: Document, most: int) -> bytes:
    """Return the content of a document.

    Python-telegram-bot would read whatever comes into memory: this stops at the limit, whatever was announced.

    Args:
        bot: knows where files are.
        document: what was announced.
        most: bytes that it may have.

    Raises:
        RefusedError: it is too large, or cannot be fetched.
    """
    too_large = RefusedError(Objection.TOO_LARGE, most=megabytes(most))
    if (document.file_size or 0) > most:
        raise too_large
    try:
        async with asyncio.timeout(ALL_SECONDS):
            return await _fetch(await _address(bot, document.file_id), most)
    except OverflowError:
        raise too_large from None
    except BadRequest as error:
        if _TOO_BIG in error.message.lower():
            raise too_large from None
        _log.warning("a document cannot be fetched: %s", error.message)
    except (TelegramError, TimeoutError, _LostError) as error:
        _log.warning("a document cannot be fetched: %s", error)
    raise RefusedError(Objection.NOT_FETCHED)


def megabytes(size: int) -> str:
    """Return a number of bytes in megabytes, as a person reads it."""
    return f"{size / 1e6:.3g}"


async def _address(bot: Bot, file_id: str) -> str:
    """Return where a file is downloaded from: below the root that this bot knows, and nowhere else.

    Raises:
        TelegramError: Telegram does not say.
        _LostError: it names no path below that root, as a Bot API server does that runs with `--local`.
    """
    root = f"{bot.base_file_url}/"
    path = ((await bot.get_file(file_id)).file_path or "").removeprefix(root)
    if not path or path.startswith("/") or ":" in path or "\\" in path or ".." in path.split("/"):
        raise _LostError("the server names no path to download from (run your own without --local)")
    return root + quote(path)


async def _fetch(address: str, most: int) -> bytes:
    """Return what is at an address.

    Raises:
        OverflowError: it is larger than it may be.
        _LostError: it could not be had, several times.
    """
    for pause in _PAUSES_SECONDS:
        try:
            return await _download(address, most)
        except _LostError:
            await asyncio.sleep(pause)
    return await _download(address, most)


async def _download(address: str, most: int) -> bytes:
    content = io.BytesIO()
    try:
        async with (
            httpx.AsyncClient(headers=_PLAIN, timeout=_READ_SECONDS) as client,
            client.stream("GET", address) as response,
        ):
            _check(response)
            async for piece in response.aiter_raw():
                if content.tell() + len(piece) > most:
                    raise OverflowError
                content.write(piece)
    except httpx.HTTPError as error:  # its words may hold the address, and that the token
        raise _LostError(type(error).__name__) from None
    return content.getvalue()


def _check(response: httpx.Response) -> None:
    if response.status_code != HTTPStatus.OK:
        raise _LostError(f"status {response.status_code}")
    if response.headers.get("Content-Encoding", "identity") != "identity":
        raise _LostError("it came packed, which was not asked for")
