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
from bot.serving.handlers import Gate
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
NOTES = {
    "2022/honey.md": "---\ntitle: Honey\ndate: 2022-05-31\ntags: [trade]\nclassification: UNCLASSIFIED\n---\n\n"
    "# Honey exports\n\nCalder will lift its ban on Southmere honey from 1 August 2022. The ban stood since 2016.\n",
    "ferry.md": "---\ntitle: Ferry\ndate: 2023-06-20\nclassification: RESTRICTED\n---\n\n"
    "# The ferry\n\nThe strait ferry leaves Port Ellery at nine in the morning. It carries 300 passengers.\n",
    "patrol.md": "---\ntitle: Patrol\ndate: 2023-03-01\nclassification: SECRET\n---\n\n"
    "# Patrol boat\n\nThe patrol boat Kestrel will be handed over at Wexmouth on 3 March 2023.\n",
}
HONEY = "when will Calder lift its ban on honey?"
HONEY_SAID = "Calder will lift its ban on Southmere honey from 1 August 2022."
FERRY = "when does the strait ferry leave?"
BOAT = "when will the patrol boat Kestrel be handed over?"


@dataclass(frozen=True)
class Served:
    """What answers.

    Attributes:
        house: what it answers with.
        place: where its door is.
        port: the port of HTTP.
    """

    house: House
    place: DoorPlace
    port: int

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
            with _running(house, entrances):
                yield Served(house, place, number)


@contextmanager
def _running(house: House, entrances: tuple[Entrance, ...]) -> Iterator[None]:
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
    try:
        yield
    finally:
        loop, event = stop[0]
        loop.call_soon_threadsafe(event.set)
        thread.join()
