"""Vectors of two models cannot be compared: whether an index was made with the one that asks it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from index.errors import CatalogError

if TYPE_CHECKING:
    from collections.abc import Callable

    from index.models import Model


class MadeWith(Protocol):
    """What an index says of the model that it was made with."""

    @property
    def model_name(self) -> str:
        """What a person calls it."""
        ...

    @property
    def model_digest(self) -> str:
        """64 hex digits."""
        ...


def check_made_with(model: Callable[[], Model], facts: MadeWith | None, where: object, other: str) -> None:
    """Raise CatalogError where an index, of which `facts` tell, was made with another model.

    Args:
        model: finds the model that asks; called only where there is a generation.
        facts: None before the first generation.
        where: where the index is, for the message.
        other: what another index is chosen by, for the message.
    """
    if facts is not None and facts.model_digest != model().digest:
        raise CatalogError(
            f"the index at {where} was made with the model {facts.model_name}, not with {model().name}",
            f"name that model with --model, choose another {other}, or run `briefbot index --rebuild`",
        )
