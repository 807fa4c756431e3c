"""What a command imports, for that is what it costs: the modules are looked at, not the time."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from local_api import LocalBotApi

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
    "pandas",
}
_NOT_FOR_HELP = _NEVER | {"faiss", "onnxruntime", "tantivy", "numpy", "tokenizers", "sqlite3", "rich", "prompt_toolkit"}
_HELP_MAY = {"annotated_doc", "bot", "cython_runtime", "index", "shellingham", "typer"}
_ASK_MAY = _HELP_MAY | {
    "faiss",
    "filelock",
    "markdown_it",
    "mdurl",
    "numpy",
    "onnxruntime",
    "packaging",
    "rich",
    "sentencex",
    "swig_runtime_data5",
    "tantivy",
    "tokenizers",
    "yaml",
}
"""All that is not Python's own."""
_MOST = {"help": 140, "ask": 190, "telegram": 260}
"""Packages and modules at the top, Python's own among them: a few more than today's, as other versions of it have."""
_PROGRAM = """
import json, sys
from bot.main import main
status = main(sys.argv[1:])
print(json.dumps([status, sorted({name.partition(".")[0] for name in sys.modules})]), file=sys.stderr)
"""


@pytest.fixture
def imported(home: Path, environment: dict[str, str]) -> Callable[..., set[str]]:
    """Return what runs a command and returns the names of all packages that it imported."""

    def run(*arguments: str, **variables: str) -> set[str]:
        done = subprocess.run(
            [sys.executable, "-c", _PROGRAM, *arguments],
            capture_output=True,
            text=True,
            cwd=home,
            env=environment | variables,
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
    assert _not_pythons_own(modules) <= _ASK_MAY
    assert len(modules) <= _MOST["ask"]


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
    modules = imported(*arguments)
    assert modules & _NOT_FOR_HELP == set()
    assert _not_pythons_own(modules) <= _HELP_MAY
    assert len(modules) <= _MOST["help"]


def test_checking_the_bot_imports_nothing_that_trains(notes: Path, imported: Callable[..., set[str]]) -> None:
    """Though it asks Telegram, and looks at the index with all that answers."""
    with LocalBotApi() as api:
        modules = imported("telegram", "check", BRIEFBOT_TELEGRAM_TOKEN=api.token, BRIEFBOT_TELEGRAM_API=api.url)
    assert "httpx" in modules
    assert modules & (_NEVER - {"telegram"}) == set()
    assert len(modules) <= _MOST["telegram"]


def _not_pythons_own(modules: set[str]) -> set[str]:
    """Return those that were installed, without what compiled parts of packages register for themselves."""
    own = sys.stdlib_module_names | {"sitecustomize", "usercustomize"}  # those are the machine's
    return {name for name in modules if name not in own and not name.startswith("_")}
