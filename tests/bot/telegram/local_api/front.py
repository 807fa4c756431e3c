"""What tests hold: a running server, people who write to the bot, and what the bot did."""

from __future__ import annotations

from local_api.crowd import Crowd
from local_api.seen import Seen


class LocalBotApi(Crowd, Seen):
    """A Bot API server on this machine, for a `with` block.

    `Running` has the server itself (`url`, `token`, `powers`, `faults`, `rates`, `wait_for`), `Crowd` what people do,
    `Seen` what the bot did.
    """
