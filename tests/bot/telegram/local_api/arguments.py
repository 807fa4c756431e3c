"""A call's arguments, read from a request and checked against the specification."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from local_api.refusal import bad_request
from local_api.spec import Field, load_spec
from local_api.validate import check_fields

if TYPE_CHECKING:
    from collections.abc import Mapping

ATTACHED = "attach://"


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that came with a call."""

    name: str
    mime_type: str
    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Arguments:
    """What a call was given, each value of the type that the specification says.

    Attributes:
        values: by name; a file is not among them.
        uploads: by the name that they came under.
    """

    values: Mapping[str, Any]
    uploads: Mapping[str, Upload] = field(default_factory=dict)

    def text(self, name: str, otherwise: str = "") -> str:
        """Return a String, or what is said for one that is missing."""
        return str(self.values.get(name, otherwise))

    def integer(self, name: str, otherwise: int = 0) -> int:
        """Return an Integer, or what is said for one that is missing."""
        return int(self.values.get(name, otherwise))

    def truth(self, name: str) -> bool:
        """Return a Boolean; one that is missing is False."""
        return bool(self.values.get(name, False))

    def upload(self, name: str) -> Upload | None:
        """Return the file of a field, sent in it or attached to it."""
        given = self.values.get(name, "")
        return self.uploads.get(name if not given else str(given).removeprefix(ATTACHED))


@dataclass(frozen=True, slots=True)
class Sent:
    """A request's parameters as they came.

    Attributes:
        values: by name; text where they came as a form, else what JSON said.
        as_form: whether they came as a form or in the address.
        uploads: files by the name that they came under.
    """

    values: Mapping[str, object]
    as_form: bool
    uploads: Mapping[str, Upload] = field(default_factory=dict)


def read_arguments(method: str, sent: Sent) -> Arguments:
    """Return a call's arguments.

    Raises:
        RefusedError: the method is unknown, or an argument is unknown, missing or of a wrong type.
    """
    shape = load_spec().methods.get(method)
    if shape is None:
        raise bad_request(f'method "{method}" not found')
    known = shape.fields
    values = {
        name: _decoded(str(value), known[name], method) if sent.as_form and name in known else value
        for name, value in sent.values.items()
    }
    _check_attached(values, sent.uploads, known, method)
    in_place = {name for name in sent.uploads if name in known}
    without = {name: part for name, part in known.items() if name not in in_place}
    check_fields(type(shape)(method, without), values, method)
    return Arguments(values, sent.uploads)


def _decoded(text: str, part: Field, method: str) -> object:
    """Return a form's text as a value of the field's type; as text where it is none, which the check then says."""
    for name in part.types:
        if name == "Integer" and re.fullmatch(r"-?\d{1,19}", text):
            return int(text)
        if name == "Boolean" and text.lower() in ("true", "false"):
            return text.lower() == "true"
        if name == "Float" and re.fullmatch(r"-?\d+(\.\d+)?", text):
            return float(text)
    if "String" in part.types or set(part.types) & {"Integer", "Boolean", "Float", "InputFile"}:
        return text
    try:
        return json.loads(text)
    except ValueError as error:
        raise bad_request(f"can't parse {method}.{part.name} as JSON object") from error


def _check_attached(
    values: Mapping[str, object], uploads: Mapping[str, Upload], known: Mapping[str, Field], method: str
) -> None:
    """Check that each file is used, that each one meant is there, and that files stand where files may."""
    meant = set(_attached(values))
    for name in uploads:
        if name in known and "InputFile" not in known[name].types:
            raise bad_request(f"{method}.{name} must be {' or '.join(known[name].types)}; got a file")
        if name in values or (name not in known and name not in meant):
            raise bad_request(f'the file "{name}" of {method} belongs to no field')
    for name in meant - set(uploads):
        raise bad_request(f'file "{ATTACHED}{name}" of {method} was not uploaded')


def _attached(value: object) -> list[str]:
    if isinstance(value, str):
        return [value.removeprefix(ATTACHED)] if value.startswith(ATTACHED) else []
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [name for item in inner for name in _attached(item)]
