"""What stands at the top and the foot of every page: a marking may stand there and nowhere else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.readers.composing import one_line

if TYPE_CHECKING:
    from collections.abc import Iterable

_LONGEST = 200
_MOST = 8
"""A marking is looked for in the first ten lines of a text, of which something is left to its own."""


def page_ends(lines: Iterable[str]) -> tuple[str, ...]:
    """Return lines of page headers and footers as they are put before a text, each once.

    Those without a letter (page numbers) are left out. Of many the ones in capitals come first, as markings mostly are,
    and the shorter before the longer, and only the first are kept.
    """
    words = dict.fromkeys(one_line(line)[:_LONGEST] for line in lines)
    found = [line for line in words if any(map(str.isalpha, line))]
    if len(found) > _MOST:
        found.sort(key=lambda line: (not line.isupper(), len(line)))
    return tuple(found[:_MOST])
