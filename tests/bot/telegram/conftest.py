"""A Bot API server that stands in for Telegram's."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from local_api import LocalBotApi

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def api() -> Iterator[LocalBotApi]:
    """Return a running server; a call that it refused, and that the test did not expect to be, fails the test."""
    with LocalBotApi() as running:
        yield running
        running.check_nothing_refused()
