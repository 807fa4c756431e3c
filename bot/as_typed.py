"""Commands whose values stay as they were typed.

Typer hands every value to pydantic, also where a string is to become a string: importing pydantic takes 80 ms of the
half second that a question may take. Here it only does so to tell of a value that is missing.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from typer.core import TyperCommand, TyperGroup

if TYPE_CHECKING:
    from collections.abc import Iterable

_BELOW_ZERO = re.compile(r"-[0-9]+")


class AsTypedCommand(TyperCommand):
    """A command of which no value is converted; `bot.settings` and `bot.period` read them."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:  # noqa: ANN401 - its class is not public
        """Parse arguments as Typer does, and keep them as they are."""
        _keep_as_typed(self.get_params(ctx))
        return super().parse_args(ctx, args)


class NumberCommand(AsTypedCommand):
    """A command whose argument is a number that may be below 0, as those of groups are: it is no option."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:  # noqa: ANN401 - its class is not public
        """Parse arguments with the numbers after all options, where they are taken as they are."""
        numbers = [] if "--" in args else [word for word in args if _BELOW_ZERO.fullmatch(word)]
        others = [word for word in args if word not in numbers]
        return super().parse_args(ctx, [*others, "--", *numbers] if numbers else args)


class AsTypedGroup(TyperGroup):
    """A group of commands of which no value is converted."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:  # noqa: ANN401 - its class is not public
        """Parse arguments as Typer does, and keep them as they are."""
        _keep_as_typed(self.get_params(ctx))
        return super().parse_args(ctx, args)


def _keep_as_typed(parameters: Iterable[Any]) -> None:
    for parameter in parameters:
        parameter.process_value = _keeper(parameter)


def _keeper(parameter: Any) -> Any:  # noqa: ANN401 - a parameter of Typer's, of which no class is public
    convert = parameter.process_value

    def keep(context: object, value: object) -> object:
        if parameter.required and value in (None, ()):
            return convert(context, value)
        return value if parameter.callback is None else parameter.callback(context, parameter, value)

    return keep
