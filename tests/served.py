"""A process that answers, as far as one can be inside this one: the real server in a thread, over real notes."""

from __future__ import annotations

import asyncio
import threading
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

import httpx

from bot.door.place import DoorPlace, door_of
from bot.door.terms import terms_of
from bot.opening import briefings_of
from bot.secret import Secret
from bot.serving.desk import Desk
from bot.serving.gate import Gate
from bot.serving.house import House
from bot.serving.limits import Limits
from bot.serving.listener import Listener, Progress
from bot.serving.listening import held, listen_at_port, listen_at_socket
from bot.serving.run import Entrance, answering
from bot.serving.workers import Workers

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.settings import Settings

TOKEN = "a-token-of-forty-characters-that-is-a-test"  # noqa: S105 - opens nothing but this server


@dataclass(frozen=True)
class Served:
    """What answers.

    Attributes:
        house: what it answers with.
        place: where its door is.
        port: the port of HTTP.
        loop: the event loop that it runs in.
    """

    house: House
    place: DoorPlace
    port: int
    loop: asyncio.AbstractEventLoop

    @property
    def root(self) -> str:
        """The address of HTTP."""
        return f"http://127.0.0.1:{self.port}"

    def at_port(self, **headers: str) -> httpx.Client:
        """Return a client of HTTP that brings the token."""
        return httpx.Client(base_url=self.root, headers={"Authorization": f"Bearer {TOKEN}"} | headers, timeout=60)

    def at_socket(self) -> httpx.Client:
        """Return a client of the socket."""
        return httpx.Client(
            base_url="http://localhost", transport=httpx.HTTPTransport(uds=str(self.place.socket)), timeout=60
        )

    @contextmanager
    def busy(self, waiting: int = 0) -> Iterator[None]:
        """Keep every thread at work meanwhile, and so many requests waiting."""
        go, begun = threading.Event(), threading.Semaphore(0)

        def work() -> None:
            begun.release()
            go.wait(60)

        async def begin() -> None:
            for _ in range(self.house.limits.threads + waiting):
                self.house.workers.begin(work)

        asyncio.run_coroutine_threadsafe(begin(), self.loop).result()
        for _ in range(self.house.limits.threads):
            assert begun.acquire(timeout=60)
        try:
            yield
        finally:
            go.set()


@contextmanager
def serving(settings: Settings, limits: Limits | None = None) -> Iterator[Served]:
    """Answer by some settings meanwhile; the state folder is that of the environment."""
    limits = limits or Limits()
    listener, progress = Listener(), Progress()
    with briefings_of(settings, listener, progress) as briefings:
        briefings.sync()
        index = briefings.index_folder
        place = door_of(index)
        workers = Workers(limits)
        house = House(
            Desk(briefings, settings), workers, limits, listener, progress, terms_of(settings, index), (), index, "1.0"
        )
        with held(place, index):
            port = listen_at_port(0)
            number = port.getsockname()[1]
            gate = Gate(frozenset({f"127.0.0.1:{number}"}), Secret(TOKEN))
            entrances = (Entrance(listen_at_socket(place), Gate(), True, ""), Entrance(port, gate, False, ""))
            with _running(house, entrances) as loop:
                yield Served(house, place, number, loop)


@contextmanager
def _running(house: House, entrances: tuple[Entrance, ...]) -> Iterator[asyncio.AbstractEventLoop]:
    stop: list[tuple[asyncio.AbstractEventLoop, asyncio.Event]] = []
    begun = threading.Event()

    async def run() -> None:
        async with answering(house, entrances):
            stop.append((asyncio.get_running_loop(), asyncio.Event()))
            begun.set()
            await stop[0][1].wait()

    thread = threading.Thread(target=lambda: asyncio.run(run()))
    thread.start()
    assert begun.wait(60)
    loop, event = stop[0]
    try:
        yield loop
    finally:
        loop.call_soon_threadsafe(event.set)
        thread.join()
