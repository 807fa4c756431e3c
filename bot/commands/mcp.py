"""`briefbot mcp`: the briefings as tools for an editor or an agent."""

from bot.exit_status import ExitStatus
from bot.opening import settings_of
from bot.options import Asking, Bound, NoSync, Place


def mcp(no_sync: NoSync = False, *, asking: Asking, bound: Bound, place: Place) -> int:
    """Answer an editor or an agent by MCP.

    It speaks the Model Context Protocol over standard input and output, until they close. Its tools are ask, show,
    sources and verify; all of them only read.
    """
    from bot.mcp.run import run

    run(settings_of(place, top_k=asking.top_k, judging=asking, bound=bound), no_sync=no_sync)
    return ExitStatus.DONE
