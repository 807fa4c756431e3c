"""A document is fetched up to its limit, from where this bot's files are, and from nowhere else."""

from __future__ import annotations

import asyncio
import logging
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import pytest
from local_api import Broken, DropBefore
from telegram import Bot, Document

from bot.telegram.uploads.fetch import fetch
from bot.telegram.uploads.refusal import Objection, RefusedError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from local_api import LocalBotApi

MOST = 100_000


def _fetch(api: LocalBotApi, document: Document, most: int = MOST) -> bytes:
    async def work() -> bytes:
        async with Bot(api.token, f"{api.url}/bot", f"{api.url}/file/bot") as bot:
            return await fetch(bot, document, most)

    return asyncio.run(work())


def _document(api: LocalBotApi, content: bytes, name: str = "x.md", *, size: int | None = None) -> Document:
    """Return a document that was sent to the bot, with the size that Telegram announces."""
    file = api.send_document(api.user(), name, content, size=size).document
    assert file is not None
    return Document(file.file_id, "unique", file_size=file.size)


def _objection(api: LocalBotApi, document: Document, most: int = MOST) -> Objection:
    with pytest.raises(RefusedError) as refused:
        _fetch(api, document, most)
    return refused.value.objection


@pytest.fixture
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let nothing wait before it is tried again."""
    monkeypatch.setattr("bot.telegram.uploads.fetch._PAUSES_SECONDS", (0.0, 0.0))


@pytest.mark.parametrize("size", [0, 1, MOST - 1, MOST])
def test_a_document_comes_whole_up_to_the_limit(api: LocalBotApi, size: int) -> None:
    """Byte for byte."""
    content = bytes(number % 251 for number in range(size))
    assert _fetch(api, _document(api, content)) == content


def test_one_byte_more_is_too_large(api: LocalBotApi) -> None:
    """Whatever was announced."""
    for size in (None, 10, 0):
        assert _objection(api, _document(api, b"x" * (MOST + 1), size=size)) is Objection.TOO_LARGE


def test_what_is_announced_too_large_is_not_asked_for(api: LocalBotApi) -> None:
    """Not a byte of it."""
    assert _objection(api, _document(api, b"x", size=MOST + 1)) is Objection.TOO_LARGE
    assert [call.method for call in api.calls if call.method in {"getFile", "download"}] == []


def test_what_telegram_finds_too_large_is_too_large(api: LocalBotApi) -> None:
    """Its own limit is 20 MB; the document says nothing of its size."""
    large = _document(api, b"x", size=25_000_000)
    api.expect_refused("getFile", "file is too big")
    assert _objection(api, Document(large.file_id, "unique")) is Objection.TOO_LARGE


def test_a_file_that_is_gone_is_not_fetched(api: LocalBotApi) -> None:
    """The person is told, and may send it again."""
    api.expect_refused("getFile", "wrong file_id")
    assert _objection(api, Document("NO-FILE", "unique")) is Objection.NOT_FETCHED


@pytest.mark.usefixtures("at_once")
@pytest.mark.parametrize("fault", [Broken(502), DropBefore()])
def test_a_lost_connection_is_tried_again(api: LocalBotApi, fault: Broken | DropBefore) -> None:
    """Three times in all."""
    document = _document(api, b"words")
    api.faults.add("download", fault, times=2)
    assert _fetch(api, document) == b"words"
    api.faults.add("download", fault, times=3)
    assert _objection(api, document) is Objection.NOT_FETCHED
    assert len(api.calls_of("download")) == 6


@pytest.mark.usefixtures("at_once")
def test_no_error_and_no_log_holds_the_token(api: LocalBotApi, caplog: pytest.LogCaptureFixture) -> None:
    """The address of a file does."""
    document = _document(api, b"words")
    api.faults.add("download", DropBefore(), times=None)
    caplog.set_level(logging.DEBUG, "bot")
    with pytest.raises(RefusedError) as refused:
        _fetch(api, document)
    chain: list[BaseException | None] = [refused.value, refused.value.__cause__]
    assert not any(api.token.partition(":")[2] in f"{error!r} {error}" for error in chain)
    assert caplog.messages
    assert not any(api.token.partition(":")[2] in record.getMessage() for record in caplog.records)


def test_what_takes_too_long_is_given_up(api: LocalBotApi, monkeypatch: pytest.MonkeyPatch) -> None:
    """A server that sends a byte now and then would hold the place for ever."""
    monkeypatch.setattr("bot.telegram.uploads.fetch.ALL_SECONDS", 0.3)

    async def work() -> None:
        async with _serving(b"HTTP/1.1 200 OK\r\n\r\n", b"x", pause=0.05) as port:
            await _refused_from(api, port, Objection.NOT_FETCHED)

    asyncio.run(work())


def test_what_never_ends_is_cut_off_at_the_limit(api: LocalBotApi) -> None:
    """Neither the announced size nor the server's own word counts."""
    for head in (b"", b"Content-Length: 5000000000\r\n", b"Content-Type: text/plain\r\n"):

        async def work(head: bytes = head) -> int:
            sent = [0]
            async with _serving(b"HTTP/1.1 200 OK\r\n" + head + b"\r\n", b"x" * 4096, sent=sent) as port:
                await _refused_from(api, port, Objection.TOO_LARGE)
            return sent[0]

        assert asyncio.run(work()) < 50_000_000


@pytest.mark.usefixtures("at_once")
@pytest.mark.parametrize("head", [b"200 OK\r\nContent-Encoding: gzip", b"302 Found\r\nLocation: http://127.0.0.1:1/x"])
def test_what_comes_packed_or_from_elsewhere_is_not_taken(api: LocalBotApi, head: bytes) -> None:
    """Packed, a few bytes could become any number; no other server is asked."""

    async def work() -> None:
        async with _serving(b"HTTP/1.1 " + head + b"\r\nContent-Length: 4\r\n\r\nword", b"") as port:
            await _refused_from(api, port, Objection.NOT_FETCHED)

    asyncio.run(work())


@pytest.mark.parametrize("path", ["/etc/hostname", "../x", "documents/../../x", "http://127.0.0.1:1/x", "C:\\x", ""])
def test_only_paths_below_the_root_are_asked_for(api: LocalBotApi, monkeypatch: pytest.MonkeyPatch, path: str) -> None:
    """A server in local mode names files of its machine: none of this one is read."""

    async def work() -> None:
        async with Bot(api.token, f"{api.url}/bot", f"{api.url}/file/bot") as bot:
            root = f"{bot.base_file_url}/"

            class Named:
                file_path = path if path.startswith(("/", "http")) else root + path

            async def named(_: str) -> Named:
                return Named()

            monkeypatch.setattr(type(bot), "get_file", lambda _, file_id: named(file_id))
            with pytest.raises(RefusedError) as refused:
                await fetch(bot, Document("F", "u"), MOST)
            assert refused.value.objection is Objection.NOT_FETCHED

    asyncio.run(work())
    assert api.calls_of("download") == []


def test_a_file_here_of_the_same_path_is_not_read_instead(
    api: LocalBotApi, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The library takes a path for one of this machine where there is such a file."""
    document = _document(api, b"theirs")
    file = api.send_document(api.user(), "y.md", b"").document
    assert file is not None
    monkeypatch.chdir(tmp_path)
    mine = tmp_path / "documents" / f"file_{file.number - 1}.md"
    mine.parent.mkdir()
    mine.write_bytes(b"mine")
    assert _fetch(api, document) == b"theirs"


async def _refused_from(api: LocalBotApi, port: int, objection: Objection) -> None:
    """Check that a document is refused that is downloaded from a port."""
    document = _document(api, b"x")
    async with Bot(api.token, f"{api.url}/bot", f"http://127.0.0.1:{port}/file/bot") as bot:
        with pytest.raises(RefusedError) as refused:
            await fetch(bot, document, MOST)
    assert refused.value.objection is objection


@asynccontextmanager
async def _serving(
    head: bytes, body: bytes, *, pause: float = 0.0, sent: list[int] | None = None
) -> AsyncIterator[int]:
    """Give the port of a server that answers with a head and then, without an end, with a body."""

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            await reader.readuntil(b"\r\n\r\n")
            writer.write(head)
            while body:
                writer.write(body)
                await writer.drain()
                if sent is not None:
                    sent[0] += len(body)
                await asyncio.sleep(pause)
            await writer.drain()
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()

    server = await asyncio.start_server(answer, "127.0.0.1", 0)
    try:
        yield server.sockets[0].getsockname()[1]
    finally:
        server.close()
