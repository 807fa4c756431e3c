"""What is served, as OpenAPI describes it; the tools of the Model Context Protocol take their forms from there too."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

FILE = Path(__file__).with_name("openapi.json")


@cache
def load_openapi() -> dict[str, Any]:
    """Return the description of all that is served (OpenAPI 3.1); nobody may change it."""
    described: dict[str, Any] = json.loads(FILE.read_text(encoding="utf-8"))
    return described


def schema_of(name: str) -> dict[str, Any]:
    """Return one of its schemas, standing alone: what it refers to is among its `$defs`."""
    schemas = load_openapi()["components"]["schemas"]
    alone: dict[str, Any] = json.loads(
        json.dumps({**schemas[name], "$defs": schemas}).replace("#/components/schemas/", "#/$defs/")
    )
    return alone
