"""Methods about how updates come."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from local_api.arguments import Arguments
    from local_api.world import World


def log_out(world: World, given: Arguments) -> object:
    """Return True; no further call is taken."""
    world.logged_out = True
    return True


def close(world: World, given: Arguments) -> object:
    """Return True; the bot may start anew elsewhere."""
    return True
