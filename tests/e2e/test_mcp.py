"""`briefbot mcp`: an editor starts it and speaks to it over standard input and output."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

mcp = pytest.importorskip("mcp")

from mcp.client.stdio import StdioServerParameters, stdio_client  # noqa: E402 - after it is known that there is an SDK

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from pathlib import Path

    Run = Callable[..., Any]

pytestmark = pytest.mark.e2e
QUESTION = "when will calder lift the ban on our honey"
SAID = "Calder will lift its ban on Southmere honey from 1 August 2022."


@pytest.fixture
def speaking(home: Path, environment: dict[str, str]) -> Callable[..., Any]:
    """Return what runs a conversation with the program, by the SDK's own client, and gives what came of it."""

    def run(conversation: Callable[[Any], Awaitable[Any]], *arguments: str) -> Any:  # noqa: ANN401
        program = StdioServerParameters(
            command=sys.executable, args=["-m", "bot", "mcp", *arguments], env=environment, cwd=str(home)
        )

        async def converse() -> Any:  # noqa: ANN401
            async with stdio_client(program) as streams, mcp.ClientSession(*streams) as session:
                await session.initialize()
                return await conversation(session)

        return asyncio.run(converse())

    return run


def test_an_agent_asks_and_cites(notes: Path, briefbot: Run, speaking: Callable[..., Any]) -> None:
    """What it is told is what `ask --json` prints; its citation stands, and is found when the note is edited."""

    async def conversation(session: Any) -> tuple[Any, Any, Any]:  # noqa: ANN401
        answer = (await session.call_tool("ask", {"question": QUESTION, "top_k": 1})).structured_content
        (sentence,) = answer["answers"]
        stands = await session.call_tool("verify", {"citations": [sentence["citation"]]})
        note = notes / sentence["source"]
        note.write_text(note.read_text(encoding="utf-8").replace("1 August 2022", "1 March 2023"), encoding="utf-8")
        edited = (await session.call_tool("ask", {"question": QUESTION, "top_k": 1})).structured_content
        return answer, stands.structured_content, edited

    own = briefbot("ask", QUESTION, "--json", "--top-k", "1").json()
    answer, stands, edited = speaking(conversation)
    assert answer["answers"][0]["text"] == own["answers"][0]["text"] == SAID
    assert answer.keys() == own.keys()
    assert answer["answers"][0].keys() == own["answers"][0].keys()
    assert stands["stands"] is True
    assert edited["answers"][0]["text"] == SAID.replace("1 August 2022", "1 March 2023")


def test_the_ceiling_is_the_programs(notes: Path, speaking: Callable[..., Any]) -> None:
    """An agent gets no higher, and may go lower."""

    async def conversation(session: Any) -> list[Any]:  # noqa: ANN401
        given = ({}, {"ceiling": "TOP SECRET"}, {"ceiling": "UNCLASSIFIED"})
        return [(await session.call_tool("sources", each)).structured_content["sources"] for each in given]

    bound, raised, low = speaking(conversation, "--ceiling", "UNCLASSIFIED")
    assert bound == raised == low
    assert {each["classification"] for each in bound} <= {None, "UNCLASSIFIED"}
    everything, _, _ = speaking(conversation)
    assert len(everything) > len(bound)


def test_a_folder_that_is_not_there_is_an_error_of_the_tool(home: Path, speaking: Callable[..., Any]) -> None:
    """In one line; the program goes on, as the folder may come."""

    async def conversation(session: Any) -> tuple[Any, Any]:  # noqa: ANN401
        missing = await session.call_tool("ask", {"question": QUESTION})
        (home / "later").mkdir()
        (home / "later" / "note.md").write_text(f"# Honey\n\n{SAID}\n", encoding="utf-8")
        return missing, await session.call_tool("ask", {"question": QUESTION})

    missing, there = speaking(conversation, "--briefings", "later")
    assert missing.is_error is True
    assert "does not exist" in missing.content[0].text
    assert len(missing.content[0].text.splitlines()) == 1
    assert there.structured_content["answers"][0]["text"] == SAID


def test_standard_output_carries_the_protocol_alone(notes: Path, home: Path, environment: dict[str, str]) -> None:
    """Each line is a message, whatever is sent; nonsense ends nothing, and the end of the input ends it quietly."""
    hello = {
        "jsonrpc": "2.0",
        "id": 1,
        "method": "initialize",
        "params": {"protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": {"name": "test", "version": "1"}},
    }
    asked = {"name": "ask", "arguments": {"question": QUESTION, "top_k": 1}}
    lines = (
        json.dumps(hello),
        '{"jsonrpc": "2.0", "method": "notifications/initialized"}',
        "nonsense",
        '{"jsonrpc": "2.0", "id": 2, "method": "tools/call", "params": {"name": "index", "arguments": {}}}',
        json.dumps({"jsonrpc": "2.0", "id": 3, "method": "tools/call", "params": asked}),
    )
    process = subprocess.Popen(
        [sys.executable, "-m", "bot", "mcp"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=home,
        env=environment,
        text=True,
        encoding="utf-8",
    )
    with process:
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdin.write("\n".join(lines) + "\n")
        process.stdin.flush()
        messages: dict[object, Any] = {}
        while 3 not in messages:
            message = json.loads(process.stdout.readline())
            messages[message.get("id")] = message
        process.stdin.close()
        rest, err = process.stdout.read(), process.stderr.read()
    assert messages[1]["result"]["serverInfo"]["name"] == "briefbot"
    assert "there is no tool 'index'" in messages[2]["error"]["message"]
    assert messages[3]["result"]["structuredContent"]["answers"][0]["text"] == SAID
    assert [json.loads(line)["jsonrpc"] for line in rest.splitlines()] == ["2.0"] * len(rest.splitlines())
    assert process.returncode == 0
    assert "Traceback" not in err
