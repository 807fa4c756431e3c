"""What a contestant promises: it indexes a corpus onto the disk, opens that, answers and takes an edit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from benchmarks.corpus import Place


class Contestant(Protocol):
    """One way of answering. It runs in a process of its own; `ask` may be called from several threads.

    Heavy imports belong inside its methods: the process is measured from its start.
    """

    def build(self) -> None:
        """Index the corpus from nothing onto the disk; where the corpus has vectors, with those."""
        ...

    def open(self) -> None:
        """Make ready to answer from what is on the disk."""
        ...

    def ask(self, question: str, most: int) -> list[Place]:
        """Return where the best sentences stand, best first, at most so many."""
        ...

    def edit(self, row: int, text: str) -> None:
        """Put another text in the place of a sentence, on the disk too, so that the next `ask` finds it."""
        ...


@dataclass(frozen=True, slots=True)
class Entry:
    """A contestant as the table of them names it.

    Attributes:
        name: what the report calls it.
        module: where its class is, below `benchmarks.contestants`.
        make: name of what takes a Corpus and the folder's name and returns the Contestant.
        packages: distributions that it needs and that its size is counted of.
        program: a program that it runs, on PATH or in a package; empty for none.
        imports: the statement that imports what it answers with.
        disk_per_sentence: bytes, rounded up, as measured; for refusing a size before it starts.
        memory_per_sentence: bytes in its process, the same.
        is_semantic: whether it knows more than words.
        index: name of the folder of its index; two that have one in common share it, and it is made once.
    """

    name: str
    module: str
    make: str
    packages: tuple[str, ...]
    imports: str
    disk_per_sentence: int
    memory_per_sentence: int
    program: str = ""
    is_semantic: bool = True
    index: str = ""

    @property
    def folder(self) -> str:
        """The name of the folder of its index."""
        return self.index or self.make.lower()
