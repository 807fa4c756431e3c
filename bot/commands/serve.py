"""`briefbot serve`: one process that keeps the briefings warm for whoever asks."""

import os
from dataclasses import dataclass
from typing import Annotated

import typer

from bot.exit_status import ExitStatus
from bot.opening import settings_of
from bot.options import Asking, Bound, NoSync, Place
from index import SettingsError


@dataclass(frozen=True, slots=True)
class Ways:
    """How programs come in, besides the socket."""

    http: Annotated[
        str | None,
        typer.Option(metavar="PORT", help="Serve HTTP at this port of 127.0.0.1 too. [BRIEFBOT_SERVE_HTTP]"),
    ] = None
    token_file: Annotated[
        str | None,
        typer.Option(
            "--token-file",
            metavar="FILE",
            help="The file with HTTP's token. [BRIEFBOT_SERVE_TOKEN_FILE, or BRIEFBOT_SERVE_TOKEN: the token itself]",
        ),
    ] = None


def serve(no_sync: NoSync = False, *, ways: Ways, asking: Asking, bound: Bound, place: Place) -> int:
    """Keep the briefings warm for whoever asks.

    It runs until Ctrl-C or SIGTERM. `briefbot ask` of the same user asks it by itself; other programs ask it by HTTP,
    over its socket or a port.
    """
    if os.name == "nt":
        raise SettingsError("there are no Unix sockets here", "run `briefbot serve` on Linux or macOS")
    from bot.serving.run import run
    from bot.serving.settings import load_serve_settings, load_serve_token

    settings = settings_of(place, top_k=asking.top_k, judging=asking, bound=bound)
    own = load_serve_settings({"http": ways.http, "token_file": ways.token_file}, os.environ, place.config)
    run(settings, own.http, load_serve_token(os.environ, own), no_sync=no_sync)
    return ExitStatus.DONE
