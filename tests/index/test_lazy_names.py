"""The library's names are loaded when they are used, and importing it loads nothing."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

import index

ROOT = Path(__file__).resolve().parents[2]
HEAVY = ("faiss", "onnx", "onnxruntime", "sentence_transformers", "tantivy", "torch", "transformers")


def modules_after(code: str) -> set[str]:
    """Return the names of all modules that a fresh interpreter has loaded after running `code`."""
    script = f"{code}\nimport json, sys\nprint(json.dumps(sorted(sys.modules)))"
    run = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    return set(json.loads(run.stdout))


def test_importing_the_library_loads_no_module_of_it() -> None:
    """`import index` runs one small file."""
    loaded = modules_after("import index")
    assert {name for name in loaded if name.startswith("index")} == {"index"}
    assert loaded.isdisjoint({*HEAVY, "numpy"})


def test_the_front_door_loads_no_engine() -> None:
    """Naming `Briefings` loads what it is made of, but no model and no store."""
    loaded = modules_after("from index import Briefings")
    assert "index.briefings" in loaded
    assert loaded.isdisjoint(HEAVY)


@pytest.mark.parametrize("name", index.__all__)
def test_every_public_name_is_there(name: str) -> None:
    """Each name in `__all__` is what its own module calls so."""
    found = getattr(index, name)
    assert found.__name__ == name
    assert getattr(sys.modules[found.__module__], name) is found


def test_listed_names_are_the_public_ones() -> None:
    """`dir`, `__all__` and what can be loaded agree, in order."""
    assert index.__all__ == dir(index) == sorted(index.__all__)


def test_a_star_gives_every_name() -> None:
    """`from index import *` gives what `__all__` names."""
    names: dict[str, object] = {}
    exec("from index import *", names)  # noqa: S102 - a star can only be written in a module of its own
    assert set(index.__all__) <= set(names)


def test_an_unknown_name_is_an_attribute_error() -> None:
    """A misspelt name fails as on any module, and is named."""
    with pytest.raises(AttributeError, match="module 'index' has no attribute 'Briefing'"):
        _ = index.Briefing
