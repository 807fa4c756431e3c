"""Every package that pip would choose is pinned."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_every_dependency_is_pinned() -> None:
    """What pyproject asks for stands in constraints.txt with one version."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    asked = project["dependencies"] + [name for extra in project["optional-dependencies"].values() for name in extra]
    pinned = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    names = {_name(line.partition("==")[0]) for line in pinned if "==" in line and not line.startswith("#")}
    assert {_name(re.split(r"[\[<>=!~; ]", requirement)[0]) for requirement in asked} <= names


def test_torch_is_pinned_to_a_version_that_has_a_build_without_cuda() -> None:
    """The pin is exact and has no local suffix, so that any index that holds the version may serve it."""
    assert "torch==2.13.0" in (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()


def _name(name: str) -> str:
    """Return a package's normalized name (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name).lower()
