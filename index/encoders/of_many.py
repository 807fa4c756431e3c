"""Who encodes many texts: what encodes few is not always the fastest."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from index.encoders.base import Encoder

OfMany: TypeAlias = "Callable[[Encoder, Sequence[str], int], Encoder]"
"""From an encoder, some texts and how many there are in all to what is to encode them."""


def as_it_is(encoder: Encoder, texts: Sequence[str], total: int) -> Encoder:  # noqa: ARG001 - an OfMany
    """Return the encoder, however many texts there are."""
    return encoder
