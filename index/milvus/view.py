"""What one question sees of a shared index: the generations that are done, and nothing of those that are not."""

from __future__ import annotations

from dataclasses import dataclass

from index.milvus.literals import both, none_of


@dataclass(frozen=True, slots=True)
class View:
    """A moment of a shared index, as a question pins it. It is what PostgreSQL calls a snapshot.

    Attributes:
        generation: the highest generation that is done, 0 where none is.
        cap: the highest generation that anybody has begun; what begins later is higher.
        open: generations up to `cap` that are not done.
        dead: ids of documents that a generation which is done has replaced or removed, and whose rows are still there.
        updated_ms: when the highest generation became visible, milliseconds since the epoch.
    """

    generation: int
    cap: int
    open: tuple[int, ...]
    dead: tuple[int, ...]
    updated_ms: int

    @property
    def born(self) -> str:
        """A condition on rows: they came with a generation that is done."""
        return both(f"born <= {self.cap}", none_of("born", self.open))

    @property
    def visible(self) -> str:
        """A condition on rows of documents: they are part of what is seen."""
        return both(f"born <= {self.cap}", none_of("born", self.open), none_of("document", self.dead))
