"""A folder of notes, its index, and what the front door says of them with an encoder that needs no model."""

from __future__ import annotations

import os
import shutil
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from small_index import WordEncoder, write_notes

from index.briefings import Briefings
from index.judgement import Judgement, load_judgement
from index.model_in_use import ModelInUse
from index.models import Model
from index.opened import EmbeddedStore
from index.parts_in_use import PartsInUse
from index.records import Timings
from index.reports import Level
from index.trained_parts import shipped_parts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from index.encoders.base import Encoder
    from index.records import Answer

BATCH = 4
"""Texts encoded together in these tests: small, so that a run has many batches."""
_YEAR_2020_S = 1_577_836_800


def _no_text(texts: Sequence[str]) -> None: ...


def _tell_nobody(_: str) -> None: ...


class CountedEncoder(WordEncoder):
    """Encodes texts as bags of their words, and tells which."""

    def __init__(self, encoded: Callable[[Sequence[str]], None]) -> None:
        """Tell `encoded` of each batch, before it is encoded."""
        self._encoded = encoded

    def encode_documents(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return the vectors of texts, shape (n, 64), float32."""
        self._encoded(texts)
        return super().encode_documents(texts)


class SmallBriefings(Briefings):
    """The front door of a folder, with vectors that need no model."""

    def __init__(
        self, scene: Path, encoded: Callable[[Sequence[str]], None] = _no_text, *, index: str = "index"
    ) -> None:
        """Open `notes` in a scene, its index beside it.

        Args:
            scene: the folder of both.
            encoded: told of each batch of texts that is encoded.
            index: name of the index's folder.
        """
        self.told: list[str] = []
        super().__init__(scene / "notes", index=scene / index, notify=self.told.append)
        used = _SmallModel(self.folder, encoded)
        self._encoder = used.encoder
        self._parts = _ShippedParts(
            used.model.get, self.index_folder, self.folder, self.told.append, looks_closer=False
        )
        setup = replace(self._store.upkeep.setup, model=used.model.get, encoder=used.encoder.get)
        store = self._store = EmbeddedStore(setup)
        self._asking = replace(
            self._asking,
            pool=store.pool,
            encoder=used.encoder.get,
            lexicon=used.lexicon.get,
            judgement=self._parts.judgement,
            then=store.then,
        )


class _SmallModel(ModelInUse):
    """A model whose vectors are bags of words, and that knows no language's words."""

    def __init__(self, folder: Path, encoded: Callable[[Sequence[str]], None]) -> None:
        super().__init__(None, folder, _tell_nobody)
        self._folder = folder
        self._encoded = encoded

    def _find(self) -> Model:
        return Model(WordEncoder.name, self._folder, WordEncoder.digest)

    def _load_encoder(self) -> Encoder:
        return CountedEncoder(self._encoded)

    def _load_lexicon(self) -> None:
        return None


class _ShippedParts(PartsInUse):
    """The parts that ship, with any model."""

    def shipped(self) -> Judgement:
        return _judgement()


@cache
def _judgement() -> Judgement:
    return load_judgement(shipped_parts(fitted=True), None)


QUESTIONS = (
    "when does the ferry leave the northern harbor",
    "what did the committee decide",
)
FIRST = {
    "ferry.md": "# Ferry\n\nThe ferry leaves the northern harbor at nine. It carries forty cars.\n\nNobody pays.\n",
    "2022/treaty.md": "---\ndate: 2022-05-31\n---\n# Treaty\n\nTwo ministers signed the treaty on tariffs in May.\n",
    "2023/honey.txt": "Beekeepers sold twelve tons of honey. Prices fell.\n\nBees sleep in winter.\n",
    "gone.md": "# Old\n\nThe committee decided nothing. Its room was cold.\n",
}
SECOND = FIRST | {
    "ferry.md": "# Ferry\n\nThe ferry leaves the northern harbor at noon. It carries forty cars.\n\nNobody pays.\n",
    "2024/committee.md": "# Committee\n\nThe committee decided to plant trees. It met twice.\n\n- Oaks\n- Limes\n",
    "2023/bees.txt": FIRST["2023/honey.txt"],
}
del SECOND["gone.md"]
del SECOND["2023/honey.txt"]


def put_notes(scene: Path, notes: dict[str, str], day: int) -> None:
    """Make the notes of a scene these and no others, each that is new or differs changed on a day long ago."""
    folder = scene / "notes"
    folder.mkdir(parents=True, exist_ok=True)
    for path in folder.rglob("*"):
        if path.is_file() and path.relative_to(folder).as_posix() not in notes:
            path.unlink()
    for source, text in notes.items():
        path = folder / source
        if not path.is_file() or path.read_text(encoding="utf-8") != text:
            write_notes(folder, {source: text})
            os.utime(path, (_YEAR_2020_S + day * 86_400,) * 2)


def copy_scene(scene: Path, to: Path) -> Path:
    """Return a copy of a scene, times as they are, in the place of what is at `to`."""
    shutil.rmtree(to, ignore_errors=True)
    return Path(shutil.copytree(scene, to, symlinks=True))


def answers(briefings: Briefings, questions: Iterable[str] = QUESTIONS, *, sync: bool = True) -> tuple[Answer, ...]:
    """Return what the notes answer, without the time it took."""
    ask = briefings.ask if sync else briefings.indexed.ask
    return tuple(replace(ask(question, top_k=4), timings=Timings(), stale_sources=()) for question in questions)


def findings(briefings: Briefings) -> list[str]:
    """Return what `verify` finds that is not in order."""
    return [f"{found.area}: {found.what}" for found in briefings.indexed.verify() if found.level is not Level.OK]
