"""What is too much to move at once, in loads."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_Item = TypeVar("_Item")


def in_loads(items: Iterable[tuple[_Item, int]], most: int) -> Iterator[list[_Item]]:
    """Yield items, each given with its size, in loads of at most so much; one that is larger is a load by itself."""
    load: list[_Item] = []
    size = 0
    for item, more in items:
        if load and size + more > most:
            yield load
            load, size = [], 0
        load.append(item)
        size += more
    if load:
        yield load
