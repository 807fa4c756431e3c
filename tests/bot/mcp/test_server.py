"""The briefings as tools, spoken to by the SDK's own client."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING, Any

import pytest
from served_notes import BOAT, HONEY, HONEY_SAID

from bot.mcp.tools import tools_of
from bot.opening import briefings_of
from bot.serving.desk import Desk
from bot.serving.listener import Progress
from bot.wire import answer_to_json, to_text
from index import Filters

mcp = pytest.importorskip("mcp")

from bot.mcp import server  # noqa: E402 - after it is known that there is an SDK

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from mcp_types import CallToolResult

    from bot.settings import Settings
    from index import Briefings


@pytest.fixture(scope="module")
def desk(served_settings: Settings) -> Iterator[Desk]:
    """Return where tools ask."""
    with briefings_of(served_settings, print, Progress()) as briefings:
        yield Desk(briefings, served_settings)


@pytest.fixture
def call(desk: Desk) -> Callable[..., CallToolResult]:
    """Return what calls a tool."""

    def calling(name: str, arguments: dict[str, Any] | None = None) -> CallToolResult:
        async def run() -> CallToolResult:
            async with mcp.Client(server.build(tools_of(desk), threads=2)) as client:
                result: CallToolResult = await client.call_tool(name, arguments)
                return result

        return asyncio.run(run())

    return calling


def text_of(result: CallToolResult) -> str:
    """Return what a tool said in words."""
    (content,) = result.content
    text: str = content.text  # type: ignore[union-attr]
    return text


def test_the_tools_only_read(desk: Desk) -> None:
    """And say so; each has a form of what it takes and of what it gives."""

    async def run() -> list[Any]:
        async with mcp.Client(server.build(tools_of(desk), threads=2)) as client:
            assert client.server_info.name == "briefbot"
            return list((await client.list_tools()).tools)

    tools = asyncio.run(run())
    assert [tool.name for tool in tools] == ["ask", "show", "sources", "verify"]
    for tool in tools:
        assert tool.annotations.read_only_hint is True
        assert tool.annotations.destructive_hint is False
        assert tool.annotations.open_world_hint is False
        assert tool.input_schema["type"] == tool.output_schema["type"] == "object"


def test_an_answer_is_what_the_command_prints(desk: Desk, call: Callable[..., CallToolResult]) -> None:
    """As an object and as text."""
    result = call("ask", {"question": HONEY, "top_k": 2})
    assert result.is_error is False
    own = json.loads(to_text(answer_to_json(desk.briefings.ask(HONEY, top_k=2, filters=Filters(ceiling="RESTRICTED")))))
    told = dict(result.structured_content)
    assert json.loads(text_of(result)) == told
    assert told.pop("timings_ms").keys() == own.pop("timings_ms").keys()
    assert told == own


def test_the_index_is_told_of_as_it_stands(served_settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where that is wanted, no tool looks into the folder."""
    with briefings_of(served_settings, print, Progress()) as briefings:
        citation = str(briefings.ask(HONEY).answers[0].citation)
        monkeypatch.setattr("index.upkeep.Upkeep.sync", lambda *_: pytest.fail("the folder was looked at"))
        desk = Desk(briefings, served_settings, no_sync=True)
        assert desk.ask({"question": HONEY})["answers"][0]["citation"] == citation
        assert desk.verify({"citations": [citation]})["stands"] is True
        assert [each["source"] for each in desk.sources({"ceiling": "UNCLASSIFIED"})["sources"]] == ["2022/honey.md"]
        assert desk.show({"source": "2022/honey.md"})["source"] == "2022/honey.md"


def test_a_citation_is_shown_and_verified(call: Callable[..., CallToolResult]) -> None:
    """As an agent does that quotes."""
    sentence = call("ask", {"question": HONEY, "top_k": 1}).structured_content["answers"][0]
    shown = call("show", {"source": sentence["source"], "at": f"{sentence['start']}-{sentence['end']}"})
    assert shown.structured_content["at"]["text"] == HONEY_SAID
    assert call("verify", {"citations": [sentence["citation"]]}).structured_content["stands"] is True


def test_nothing_above_the_ceiling_is_told(call: Callable[..., CallToolResult]) -> None:
    """Whatever an agent asks for."""
    for ceiling in ({}, {"ceiling": "TOP SECRET"}):
        for name, arguments in (("ask", {"question": BOAT, "top_k": 100}), ("sources", {})):
            result = call(name, arguments | ceiling)
            assert result.is_error is False
            assert "patrol.md" not in text_of(result)
            assert "estrel will" not in text_of(result)
        assert call("show", {"source": "patrol.md"} | ceiling).is_error is True
    low = call("sources", {"ceiling": "UNCLASSIFIED"}).structured_content["sources"]
    assert [each["source"] for each in low] == ["2022/honey.md"]


@pytest.mark.parametrize(
    ("name", "arguments", "told"),
    [
        ("ask", {}, "question is missing"),
        ("ask", None, "question is missing"),
        ("ask", {"question": "x" * 2_001}, "question has 2,001 characters; give 2,000 at most"),
        ("ask", {"question": "who", "top_k": 1_000}, "top_k is 1000; give a whole number from 1 to 100"),
        ("ask", {"query": "who"}, "there is no argument 'query'"),
        ("show", {"source": "fery.md"}, "the nearest is ferry.md"),
        ("show", {"source": "ferry.md", "at": "9-3"}, "at is '9-3'"),
        ("verify", {"citations": []}, "citations is missing"),
        ("verify", {"citations": ["nonsense"]}, "nonsense"),
        ("sources", {"since": "never"}, "since is 'never'"),
    ],
)
def test_an_error_is_one_line_that_a_model_can_mend(
    call: Callable[..., CallToolResult], name: str, arguments: dict[str, Any] | None, told: str
) -> None:
    """A result of the tool, not an end of the conversation."""
    result = call(name, arguments)
    assert result.is_error is True
    assert told in text_of(result)
    assert len(text_of(result).splitlines()) == 1


def test_a_bug_ends_one_call(desk: Desk, call: Callable[..., CallToolResult], monkeypatch: pytest.MonkeyPatch) -> None:
    """And tells nothing of what it was about."""

    def broken(_: Briefings, **__: object) -> None:
        raise ZeroDivisionError("the secret plan")

    with monkeypatch.context() as patch:
        patch.setattr("index.indexed.Indexed.documents", broken)
        result = call("sources")
    assert result.is_error is True
    assert text_of(result) == "this is a bug: ZeroDivisionError"
    assert call("sources").is_error is False


def test_there_is_no_other_tool(desk: Desk) -> None:
    """The protocol says so, and which there are."""

    async def run() -> None:
        async with mcp.Client(server.build(tools_of(desk), threads=2)) as client:
            with pytest.raises(mcp.MCPError, match="there is no tool 'index'; there are ask, show, sources, verify"):
                await client.call_tool("index")

    asyncio.run(run())
