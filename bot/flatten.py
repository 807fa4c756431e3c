"""Let a command take its options in groups: Typer sees each option, the command sees a record of them.

A command declares `def ask(question: ..., place: Place, output: Output) -> int`, where `Place` and `Output` are
dataclasses whose fields are annotated as Typer wants them.
"""

from __future__ import annotations

import inspect
from dataclasses import dataclass, fields, is_dataclass
from typing import TYPE_CHECKING, Any, get_type_hints

import typer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

_CONTEXT = "context"


@dataclass(frozen=True, slots=True)
class _Group:
    """One parameter of a command that stands for several options."""

    record: type[Any]
    names: tuple[str, ...]

    def build(self, values: dict[str, object], outer: object) -> object:
        """Return the record, its values taken out of `values`; what is not given there is taken from `outer`."""
        given = {name: values.pop(name) for name in self.names}
        if isinstance(outer, self.record):  # given before the command's name
            given = {name: getattr(outer, name) if value is None else value for name, value in given.items()}
        return self.record(**given)


def flatten(command: Callable[..., int]) -> Callable[..., int]:
    """Return `command` with each of its groups replaced by the options in it."""
    hints = get_type_hints(command, include_extras=True)
    parameters = inspect.signature(command).parameters
    groups = {
        name: _Group(hints[name], tuple(field.name for field in fields(hints[name])))
        for name in parameters
        if is_dataclass(hints[name])
    }

    def flat(**values: Any) -> int:  # noqa: ANN401 - whatever the options hold
        outer = values[_CONTEXT].obj
        if _CONTEXT not in parameters:
            del values[_CONTEXT]
        records = {name: group.build(values, outer) for name, group in groups.items()}
        return command(**records, **values)

    shown = [inspect.Parameter(_CONTEXT, inspect.Parameter.KEYWORD_ONLY, annotation=typer.Context)]
    for name, parameter in parameters.items():
        if name == _CONTEXT:
            continue
        shown.extend(_options(groups[name]) if name in groups else [_of(name, hints[name], parameter.default)])
    flat.__signature__ = inspect.Signature(shown)  # type: ignore[attr-defined] # what `inspect` and Typer read
    flat.__annotations__ = {parameter.name: parameter.annotation for parameter in shown}
    flat.__doc__ = command.__doc__
    return flat


def _options(group: _Group) -> Iterator[inspect.Parameter]:
    hints: Mapping[str, Any] = get_type_hints(group.record, include_extras=True)
    for field in fields(group.record):
        yield _of(field.name, hints[field.name], field.default)


def _of(name: str, annotation: object, default: object) -> inspect.Parameter:
    return inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, annotation=annotation, default=default)
