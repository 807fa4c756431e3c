"""One run: open, answer until told to stop, finish what is being answered."""

from __future__ import annotations

import asyncio
import signal
from contextlib import asynccontextmanager, closing, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.door.place import door_of
from bot.door.terms import terms_of
from bot.progress import ProgressBar
from bot.serving.desk import Desk
from bot.serving.following import Following
from bot.serving.gate import Gate
from bot.serving.handlers import application
from bot.serving.house import House
from bot.serving.limits import Limits
from bot.serving.listener import Listener, Progress
from bot.serving.listening import LOOPBACK, held, listen_at_port, listen_at_socket
from bot.serving.opening import open_warm
from bot.serving.server import BoundedServer
from bot.serving.workers import Workers
from bot.stream import tell
from bot.version import program_version
from index import Filters
from index.location import locate
from index.places import cache_folder

if TYPE_CHECKING:
    import socket
    from collections.abc import AsyncIterator, Sequence

    from bot.secret import Secret
    from bot.settings import Settings


@dataclass(frozen=True, slots=True)
class Entrance:
    """One way in.

    Attributes:
        listening: the socket that listens.
        gate: who may come in.
        is_door: whether it is the Unix socket that `briefbot ask` comes in by.
        address: how a person calls it.
    """

    listening: socket.socket
    gate: Gate
    is_door: bool
    address: str


def run(settings: Settings, port: int | None, token: Secret | None, *, no_sync: bool = False) -> None:
    """Answer until SIGTERM or Ctrl-C.

    Args:
        settings: what is answered with.
        port: the port of this machine that HTTP is served at besides the socket; None for none.
        token: what a request there has to bring.
        no_sync: whether the index answers as it stands, and nobody looks into the folder.

    Raises:
        BusyError: another process serves this index already.
        BriefbotError: as `Briefings.ask`; or there is no listening where it is asked for.
    """
    index = locate(settings.place, settings.index, cache_folder()).folder
    terms = terms_of(settings, index)
    place = door_of(index, settings.store)
    with held(place, index):
        ports = [] if port is None else [_at_port(port, token)]  # one that is taken is told of at once
        listener, bar = Listener(), ProgressBar()
        progress = Progress(bar)
        try:
            briefings, standing = open_warm(settings, listener, progress, no_sync=no_sync)
        finally:
            bar.stop()
        progress.show = None
        with closing(briefings):
            limits = Limits()
            desk = Desk(briefings, settings, no_sync)
            house = House(desk, Workers(limits), limits, listener, progress, terms, standing, index, program_version())
            door = Entrance(listen_at_socket(place), Gate(), is_door=True, address=str(place.socket))
            asyncio.run(serve(house, (door, *ports)))


def _at_port(port: int, token: Secret | None) -> Entrance:
    hosts = frozenset(f"{host}:{port}" for host in (LOOPBACK, "localhost"))
    return Entrance(listen_at_port(port), Gate(hosts, token), is_door=False, address=f"http://{LOOPBACK}:{port}")


async def serve(house: House, entrances: Sequence[Entrance]) -> None:
    """Answer until SIGTERM or Ctrl-C, then finish what is being answered.

    Args:
        house: what is answered with.
        entrances: the ways in.
    """
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGTERM, signal.SIGINT):
        with suppress(NotImplementedError):  # Windows has no such handlers: Ctrl-C raises there
            loop.add_signal_handler(name, stop.set)
    async with answering(house, entrances):
        addresses = " and at ".join(entrance.address for entrance in entrances)
        tell(f"serving {house.desk.settings.place} at {addresses}; Ctrl-C ends")
        await stop.wait()


@asynccontextmanager
async def answering(house: House, entrances: Sequence[Entrance]) -> AsyncIterator[None]:
    """Answer until this is left, then finish what is being answered; arguments as of `serve`."""
    servers = [_open(house, entrance) for entrance in entrances]
    desk = house.desk
    following = None if desk.no_sync else Following(desk.briefings, Filters(ceiling=desk.settings.ceiling))
    try:
        yield
    finally:
        for server in servers:
            server.stop()
        if following is not None:
            following.stop()
        await house.workers.finish()
        for server in servers:
            await server.close_all_connections()


def _open(house: House, entrance: Entrance) -> BoundedServer:
    web = application(house, entrance.gate, door=entrance.is_door)
    server = BoundedServer(web, limits=house.limits, own_user_only=entrance.is_door)
    server.add_socket(entrance.listening)
    return server
