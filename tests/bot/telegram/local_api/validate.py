"""Checks values against the specification: what a bot sends, and what this server answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from local_api.refusal import RefusedError, bad_request
from local_api.spec import Shape, load_spec

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

_ARRAY = "Array of "


def check_fields(shape: Shape, values: Mapping[str, object], where: str) -> None:
    """Check an object: no field that is unknown, none missing, each of its type.

    Raises:
        RefusedError: something of it is wrong; it says what and where.
    """
    for name in values:
        if name not in shape.fields:
            raise bad_request(f'unknown field "{name}" in {where}')
    for field in shape.fields.values():
        if field.name in values:
            place = f"{where}.{field.name}"
            check_value(values[field.name], field.types, place)
            if field.constant and values[field.name] != field.constant:
                raise bad_request(f'{place} must be "{field.constant}"')
        elif field.required:
            raise bad_request(f'parameter "{field.name}" is required in {where}')


def check_value(value: object, types: Sequence[str], where: str) -> None:
    """Check a value against the types that it may have.

    Raises:
        RefusedError: it has none of them; it says what and where.
    """
    refusals = []
    for name in _telling(value, types):
        try:
            _check_one(value, name, where)
        except RefusedError as refusal:
            refusals.append(refusal)
        else:
            return
    if len(refusals) == 1:
        raise refusals[0]
    raise bad_request(f"{where} must be {' or '.join(types)}; got {_shown(value)}")


def _telling(value: object, types: Sequence[str]) -> list[str]:
    """Return the types that a value can have, families spelled out; one only where a constant field tells."""
    known = load_spec().types
    found: list[str] = []
    for name in types:
        found.extend(known[name].subtypes if name in known and known[name].subtypes else (name,))
    if isinstance(value, dict) and len(found) > 1:
        told = [name for name in found if name in known and _tells(value, known[name])]
        return told or found
    return found


def _tells(value: dict[str, object], shape: Shape) -> bool:
    constants = [field for field in shape.fields.values() if field.constant]
    return bool(constants) and all(value.get(field.name) == field.constant for field in constants)


def _check_one(value: object, name: str, where: str) -> None:
    if name.startswith(_ARRAY):
        if not isinstance(value, list):
            raise bad_request(f"{where} must be {name}; got {_shown(value)}")
        for place, item in enumerate(value):
            check_value(item, (name.removeprefix(_ARRAY),), f"{where}[{place}]")
    elif name in _PRIMITIVES:
        if not _PRIMITIVES[name](value):
            raise bad_request(f"{where} must be {name}; got {_shown(value)}")
    elif not isinstance(value, dict):
        raise bad_request(f"{where} must be {name}; got {_shown(value)}")
    else:
        shape = load_spec().types[name]
        if shape.subtypes:
            check_value(value, (name,), where)
        else:
            check_fields(shape, value, where)


def _is_integer(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _shown(value: object) -> str:
    return f"{type(value).__name__} {value!r}"[:80]


_PRIMITIVES: dict[str, Callable[[object], bool]] = {
    "Integer": _is_integer,
    "Float": lambda value: _is_integer(value) or isinstance(value, float),
    "String": lambda value: isinstance(value, str),
    "Boolean": lambda value: isinstance(value, bool),
}
