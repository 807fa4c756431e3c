"""What a command imports, for that is what it costs: the modules are looked at, not the time."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

pytestmark = pytest.mark.e2e

_NEVER = {
    "pydantic",
    "torch",
    "transformers",
    "sentence_transformers",
    "telegram",
    "lightgbm",
    "matplotlib",
    "onnx",
    "sklearn",
    "scipy",
}
_NOT_FOR_HELP = _NEVER | {"faiss", "onnxruntime", "tantivy", "numpy", "tokenizers", "sqlite3", "rich", "prompt_toolkit"}
_PROGRAM = """
import json, sys
from bot.main import main
status = main(sys.argv[1:])
print(json.dumps([status, sorted({name.partition(".")[0] for name in sys.modules})]), file=sys.stderr)
"""


@pytest.fixture
def imported(home: Path, environment: dict[str, str]) -> Callable[..., set[str]]:
    """Return what runs a command and returns the names of all packages that it imported."""

    def run(*arguments: str) -> set[str]:
        done = subprocess.run(
            [sys.executable, "-c", _PROGRAM, *arguments],
            capture_output=True,
            text=True,
            cwd=home,
            env=environment,
            check=True,
        )
        status, modules = json.loads(done.stderr.splitlines()[-1])
        assert status == 0
        return set(modules)

    return run


def test_asking_imports_neither_torch_nor_sentence_transformers(notes: Path, imported: Callable[..., set[str]]) -> None:
    """Nor anything else that takes seconds; the graph and the vectors are run by what is light."""
    modules = imported("ask", "what did the two leaders agree")
    assert modules & _NEVER == set()
    assert {"onnxruntime", "faiss", "rich"} <= modules


def test_json_needs_no_terminal(notes: Path, imported: Callable[..., set[str]]) -> None:
    """What draws for people is not imported for programs."""
    assert imported("ask", "what did the two leaders agree", "--json") & {"rich", "prompt_toolkit"} == set()


@pytest.mark.parametrize(
    "arguments",
    [
        ["--help"],
        ["ask", "--help"],
        ["chat", "--help"],
        ["telegram", "--help"],
        ["serve", "--help"],
        ["mcp", "--help"],
        ["telegram", "pair", "--help"],
        ["--version"],
    ],
)
def test_help_imports_nothing_that_answers(imported: Callable[..., set[str]], arguments: list[str]) -> None:
    """Neither index nor model."""
    assert imported(*arguments) & _NOT_FOR_HELP == set()
