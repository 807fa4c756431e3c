"""`python -m benchmarks.near FOLDER [--index DIR]`: index generated notes without encoding each sentence.

FOLDER is what `benchmarks.generate` wrote. The sentences that answer its questions get the model's own vectors, and so
do the first few thousand others. Every further text gets one of those, mixed with a vector drawn by chance (a cosine
between 0.6 and 0.95 to the real one), as its words' digest decides: so vectors lie in clusters, as real ones do, and a
million take minutes where encoding them takes hours. The index is one that `briefbot ask` opens as any other.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, cast

import numpy as np

from index.briefings import Briefings
from index.encoders.base import to_unit_length
from index.labels import load_questions

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from index.encoders.base import Encoder
    from index.opened import EmbeddedStore
    from index.records import Span
    from index.reports import SyncReport

REAL = 4_096
"""Texts besides the answers that are encoded."""
CLOSEST, FARTHEST = 0.95, 0.6
"""Cosines between a drawn vector and the real one that it is drawn near."""


class NearEncoder:
    """An encoder that encodes some texts and draws the vectors of all others near theirs."""

    def __init__(self, real: Encoder, answers: Iterable[str], most: int = REAL) -> None:
        """Take the real encoder, the texts that it always encodes, and how many more it does."""
        self.name, self.digest = real.name, real.digest
        self.dimension, self.max_tokens = real.dimension, real.max_tokens
        self._real = real
        self._answers = frozenset(answers)
        self._most = most
        self._known: NDArray[np.float32] = np.empty((0, real.dimension), np.float32)

    def encode_documents(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return vectors of texts, `(len(texts), dimension)`, float32, unit length."""
        left = max(0, self._most - len(self._known))
        real = [place for place, text in enumerate(texts) if text in self._answers]
        more = [place for place, text in enumerate(texts) if text not in self._answers][:left]
        vectors = np.empty((len(texts), self.dimension), np.float32)
        chosen = [*real, *more]
        if chosen:
            vectors[chosen] = self._real.encode_documents([texts[place] for place in chosen])
        if more:
            self._known = np.concatenate([self._known, vectors[more]])
        for place in sorted(set(range(len(texts))).difference(chosen)):
            vectors[place] = self._near(texts[place])
        return vectors

    def encode_question(self, text: str) -> NDArray[np.float32]:
        """Return what the real encoder does."""
        return self._real.encode_question(text)

    def encode_in_context(
        self, texts: Sequence[str], spans: Sequence[Sequence[Span]]
    ) -> tuple[NDArray[np.float32], list[NDArray[np.float32]]]:
        """Return what the real encoder does."""
        return self._real.encode_in_context(texts, spans)

    def _near(self, text: str) -> NDArray[np.float32]:
        digest = hashlib.blake2b(text.encode(), digest_size=16).digest()
        chance = np.random.Generator(np.random.PCG64(int.from_bytes(digest, "little")))
        base = self._known[int(chance.integers(len(self._known)))]
        cosine = chance.uniform(FARTHEST, CLOSEST)
        other = chance.standard_normal(self.dimension, np.float32)
        other = to_unit_length(other - (other @ base) * base)
        return to_unit_length(cosine * base + np.sqrt(1 - cosine**2) * other)


def index_near(folder: Path, index: Path | None = None) -> SyncReport:
    """Index `folder/briefings`, whose questions are in `folder/questions.jsonl`, and return what was done.

    Raises:
        BriefbotError: as `Briefings.sync`.
    """
    questions = load_questions(folder / "questions.jsonl")
    with Briefings(folder / "briefings", index=index) as notes:
        near = NearEncoder(notes._encoder.get(), (one.text for labeled in questions for one in labeled.answers))
        upkeep = cast("EmbeddedStore", notes._store).upkeep
        return replace(upkeep, setup=replace(upkeep.setup, encoder=lambda: near)).sync()


def main() -> None:
    """Index, and print how long it took."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.near", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--index", type=Path)
    arguments = parser.parse_args()
    begun = time.perf_counter()
    report = index_near(arguments.folder, arguments.index)
    sys.stdout.write(f"{len(report.added):,} notes indexed in {time.perf_counter() - begun:.1f} s\n")


if __name__ == "__main__":
    main()
