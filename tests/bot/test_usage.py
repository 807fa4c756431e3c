"""A command line that cannot be understood."""

from __future__ import annotations

import pytest

from bot.main import main


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (["ak"], "no such command 'ak'. Did you mean 'ask'?; see `briefbot --help`"),
        (["ask", "--jsn", "hi"], "see `briefbot ask --help`"),
        (["show"], "missing argument 'SOURCE'; see `briefbot show --help`"),
        (["show", "a.md", "b.md"], "see `briefbot show --help`"),
        (["ask", "hi", "--top-k"], "option '--top-k' requires an argument; see `briefbot --help`"),
        (["--nonsense"], "see `briefbot --help`"),
    ],
)
def test_one_line_says_what_is_wrong_and_where_help_is(
    arguments: list[str], line: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit status 2, nothing on standard output, no box around it."""
    assert main(arguments) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.count("\n") == 1
    assert err.startswith("briefbot: ")
    assert err.rstrip().endswith(line)
