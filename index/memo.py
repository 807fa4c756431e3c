"""What one generation says again and again, kept as long as it is the newest: it never changes."""

from __future__ import annotations

import threading
from collections import OrderedDict
from typing import TYPE_CHECKING, TypeVar, cast

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

_Value = TypeVar("_Value")

MOST = 32
"""Of what ten or so sets of filters leave in: an array of ids each, a million at most."""


class Memo:
    """The latest values that were asked for, by key. Safe for use from several threads."""

    def __init__(self, most: int = MOST) -> None:
        """Start with none, to keep `most` of them."""
        self._most = most
        self._lock = threading.Lock()
        self._values: OrderedDict[Hashable, object] = OrderedDict()

    def get(self, key: Hashable, compute: Callable[[], _Value]) -> _Value:
        """Return the value of a key, computed now where it is not kept; nobody may change it.

        Raises:
            BaseException: whatever computing it raises; then nothing is kept.
        """
        with self._lock:
            if key in self._values:
                self._values.move_to_end(key)
                return cast("_Value", self._values[key])
        value = compute()
        with self._lock:
            self._values[key] = value
            if len(self._values) > self._most:
                self._values.popitem(last=False)
        return value
