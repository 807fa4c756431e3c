"""Without the SDK there is one line that says how to install it."""

from __future__ import annotations

import sys

import pytest

from bot.main import main


@pytest.mark.parametrize("missing", ["mcp", "mcp_types"])
def test_the_command_that_installs_it_is_named(
    missing: str, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """Also where there is one of before version 2, which has no `mcp_types`."""
    for name in [name for name in sys.modules if name.partition(".")[0] in {"mcp", "mcp_types"}]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, missing, None)
    assert main(["mcp"]) == 2
    out, err = capfd.readouterr()
    assert out == ""
    assert err == f"briefbot: the MCP SDK is not installed ({err.partition('(')[2].partition(')')[0]}); " + (
        "run `pip install 'briefbot[mcp]'`\n"
    )
