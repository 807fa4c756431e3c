"""Vectors of two models cannot be compared: whether an index was made with the one that asks it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.errors import CatalogError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from index.facts import Facts
    from index.models import Model


def check_made_with(model: Callable[[], Model], facts: Facts | None, folder: Path) -> None:
    """Raise CatalogError where the index in `folder`, of which `facts` tell, was made with another model.

    Args:
        model: finds the model that asks; called only where there is a generation.
        facts: None before the first generation.
        folder: of the index, for the message.
    """
    if facts is not None and facts.model_digest != model().digest:
        raise CatalogError(
            f"the index at {folder} was made with the model {facts.model_name}, not with {model().name}",
            "name that model with --model, choose another --index, or run `briefbot index --rebuild`",
        )
