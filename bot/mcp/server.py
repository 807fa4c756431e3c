"""A server of the Model Context Protocol over standard input and output, by the official SDK."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.mcp.errors import NoSdkError
from bot.serving.openapi import schema_of
from bot.stream import tell
from bot.version import program_version
from bot.wire import to_text
from index import BriefbotError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from mcp.server import Server
    from mcp_types import CallToolResult

    from bot.mcp.tools import Tool

INSTALL = "pip install 'briefbot[mcp]'"
_INSTRUCTIONS = (
    "Sentences are the notes' own: quote them as they stand, with their citation, and say so where `answered` is false."
)


def check_sdk() -> None:
    """Check that the SDK is there.

    Raises:
        NoSdkError: it is not, or is one of before version 2.
    """
    try:
        import mcp.server  # noqa: F401 - whether it can be imported is the question
        import mcp_types  # noqa: F401
    except ImportError as error:
        raise NoSdkError(f"the MCP SDK is not installed ({error.name})", f"run `{INSTALL}`") from error


def build(tools: Sequence[Tool], threads: int) -> Server[dict[str, Any]]:
    """Return a server of tools.

    Args:
        tools: the tools.
        threads: how many calls are done at once.
    """
    import anyio
    import mcp_types as types
    from mcp.server import Server
    from mcp.shared.exceptions import MCPError

    by_name = {tool.name: tool for tool in tools}
    limiter = anyio.CapacityLimiter(threads)

    async def list_tools(_context: object, _parameters: object) -> types.ListToolsResult:
        return types.ListToolsResult(tools=[_described(tool) for tool in tools])

    async def call_tool(_context: object, parameters: types.CallToolRequestParams) -> types.CallToolResult:
        tool = by_name.get(parameters.name)
        if tool is None:
            raise MCPError(
                types.INVALID_PARAMS, f"there is no tool {parameters.name[:60]!r}; there are {', '.join(by_name)}"
            )
        return await anyio.to_thread.run_sync(
            _call, tool, parameters.arguments or {}, limiter=limiter, abandon_on_cancel=True
        )

    return Server(
        "briefbot",
        version=program_version(),
        title="briefbot",
        instructions=_INSTRUCTIONS,
        on_list_tools=list_tools,
        on_call_tool=call_tool,
    )


async def speak(server: Server[dict[str, Any]]) -> None:
    """Serve standard input and output until the input ends."""
    from mcp.server.stdio import stdio_server

    async with stdio_server() as (incoming, outgoing):
        await server.run(incoming, outgoing, server.create_initialization_options())


def _described(tool: Tool) -> Any:  # noqa: ANN401 - a tool of the SDK's, which is not imported with this module
    import mcp_types as types

    return types.Tool(
        name=tool.name,
        title=tool.title,
        description=tool.description,
        input_schema=schema_of(tool.takes),
        output_schema=schema_of(tool.gives),
        annotations=types.ToolAnnotations(
            title=tool.title, read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False
        ),
    )


def _call(tool: Tool, arguments: Mapping[str, Any]) -> CallToolResult:
    """Return what a tool gives; an error is a result too, of one line, so that a model can do better."""
    import mcp_types as types

    try:
        result = tool.call(arguments)
    except BriefbotError as error:
        return types.CallToolResult(content=[types.TextContent(type="text", text=str(error))], is_error=True)
    except Exception as error:  # noqa: BLE001 - a bug ends one call, not the server
        tell(f"this is a bug: {type(error).__name__}: {error}")
        text = f"this is a bug: {type(error).__name__}"
        return types.CallToolResult(content=[types.TextContent(type="text", text=text)], is_error=True)
    return types.CallToolResult(
        content=[types.TextContent(type="text", text=to_text(result))], structured_content=result
    )
