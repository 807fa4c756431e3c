"""briefbot through its front door: it reads the briefings themselves, not the exported sentences."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from benchmarks.corpus import Place

if TYPE_CHECKING:
    from benchmarks.corpus import Corpus
    from index.briefings import Briefings


class Briefbot:
    """`Briefings.sync` and `Briefings.ask`; a question after an edit looks at the folder first, others do not."""

    def __init__(self, corpus: Corpus, folder: str, *, fast: bool) -> None:
        """Take the corpus, the name of the folder of its index, and whether the closer look is left out."""
        from index.briefings import Briefings

        self._corpus = corpus
        self.notes: Briefings = Briefings(corpus.briefings, index=corpus.index_of(folder), fast=fast)
        self._edited = False

    def build(self) -> None:
        """Sync; with vectors drawn near real ones where the corpus has them."""
        if self._corpus.vectors() is None and not (self._corpus.folder / "drawn").exists():
            self.notes.sync()
        else:
            from benchmarks.near import index_near

            index_near(self._corpus.folder, self.notes.index_folder)

    def open(self) -> None:
        """Load model and stores by asking something."""
        self.notes.indexed.ask("Who was there?")

    def ask(self, question: str, most: int) -> list[Place]:
        """Return the sentences of the answer."""
        edited, self._edited = self._edited, False
        answer = (self.notes.ask if edited else self.notes.indexed.ask)(question, top_k=most)
        found = (sentence.citation for sentence in answer.answers)
        return [Place(one.source, one.span.start, one.span.end) for one in found]

    def edit(self, row: int, text: str) -> None:
        """Change the note; the next question brings the index up to date."""
        place = self._corpus.place(row)
        path = self._corpus.briefings / place.source
        whole = path.read_bytes().decode("utf-8")
        path.write_bytes((whole[: place.start] + text + whole[place.end :]).encode("utf-8"))
        self._edited = True


full = partial(Briefbot, fast=False)
fast = partial(Briefbot, fast=True)
