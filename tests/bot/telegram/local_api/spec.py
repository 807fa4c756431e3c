"""The Bot API's specification, read from `spec/api.min.json`."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

_FILE = Path(__file__).with_name("spec") / "api.min.json"
# What tells the members of a family apart, e.g. `type`: "Scope type, must be default".
_TELLING = ("type", "source", "status")
_CONSTANT = re.compile(r'(?:must be|always) "?(\w+)"?\.?$')


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a method or a type.

    Attributes:
        name: as it is sent.
        types: the names of the types that it may have.
        required: whether it must be there.
        constant: the one value that it can have, where the description says so, else empty.
    """

    name: str
    types: tuple[str, ...]
    required: bool
    constant: str


@dataclass(frozen=True, slots=True)
class Shape:
    """A method's parameters, or a type.

    Attributes:
        name: of the method or type.
        fields: by name.
        subtypes: the types of which a value must be one, where this is a family.
        returns: the types of a method's result.
    """

    name: str
    fields: Mapping[str, Field]
    subtypes: tuple[str, ...] = ()
    returns: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Spec:
    """All methods and types, by name."""

    methods: Mapping[str, Shape]
    types: Mapping[str, Shape]


@cache
def load_spec() -> Spec:
    """Return the specification."""
    read = json.loads(_FILE.read_text(encoding="utf-8"))
    return Spec(_shapes(read["methods"]), _shapes(read["types"]))


@cache
def update_kinds() -> tuple[str, ...]:
    """Return the kinds of update that a bot can ask for."""
    return tuple(name for name in load_spec().types["Update"].fields if name != "update_id")


def _shapes(read: dict[str, Any]) -> dict[str, Shape]:
    return {
        name: Shape(
            name,
            {field["name"]: _field(field) for field in shape.get("fields", ())},
            tuple(shape.get("subtypes", ())),
            tuple(shape.get("returns", ())),
        )
        for name, shape in read.items()
    }


def _field(read: dict[str, Any]) -> Field:
    told = _CONSTANT.search(read["description"]) if read["name"] in _TELLING else None
    return Field(read["name"], tuple(read["types"]), read["required"], told.group(1) if told else "")
