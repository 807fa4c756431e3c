"""A server over three notes, for all tests of a module."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from served import Served, serving

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.settings import Settings


@pytest.fixture(scope="module")
def served(served_settings: Settings) -> Iterator[Served]:
    """Return what answers."""
    with serving(served_settings) as answering:
        yield answering
