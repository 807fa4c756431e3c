"""What stands around a sentence ends where something is left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from small_index import small_snapshot

from index.records import BlockKind
from index.surroundings import Neighbor, surround

if TYPE_CHECKING:
    from pathlib import Path

NOTE = """# Visit

The leaders met.

## Agreed

They agreed on two matters:

- Honey may be sold.
- Steel may not.

They left.

## Next

Nothing was said.
"""


def test_a_gap_ends_the_surroundings() -> None:
    """What stands under the same heading further off, behind another section, is not near."""
    near = [Neighbor(number, ordinal, BlockKind.ITEM, "") for number, ordinal in ((1, 3), (2, 5), (3, 6), (4, 8))]
    around = surround(3, near)
    assert [neighbor.id for neighbor in around.sentences] == [2, 3]
    assert (around.place, around.find(2), around.find(4)) == (1, 0, None)


def test_a_snapshot_tells_what_stands_around_under_one_heading(tmp_path: Path) -> None:
    """Neither the section before nor the one behind is near, and a reach bounds it further."""
    with small_snapshot(tmp_path, {"a.md": NOTE}) as snapshot:
        documents = np.array([number for number, _ in snapshot.sources()])
        ids = snapshot.sentences_of(documents).tolist()
        placed = snapshot.place(ids)
        steel = next(one.id for one in placed if one.reading.startswith("Steel"))
        around = snapshot.around([steel], 20)[steel]
        close = snapshot.around([steel], 1)[steel]
    assert [near.reading for near in around.sentences] == [one.reading for one in placed[1:5]]
    assert [near.kind.value for near in around.sentences] == ["paragraph", "item", "item", "paragraph"]
    assert around.sentences[around.place].id == steel
    assert around.words(0, 1) == 9
    assert [near.reading for near in close.sentences] == [one.reading for one in placed[2:5]]
