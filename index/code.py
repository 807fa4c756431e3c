"""Codes for the vectors of a large generation: what the one before has is shared, and the rest is made."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from index.stores.codes import TRAINED_ON, Codes, Quantizer, can_code, codes_path
from index.stores.joined import JoinedVectors
from index.stores.layout import shortlist_path, vectors_path
from index.stores.links import link_file
from index.stores.recall import measure, read_shortlist, write_shortlist
from index.stores.vectors import FaissVectors

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from numpy.typing import NDArray

    from index.stores.manifest import Sealed
    from index.stores.parts import Parts

CODED_FROM = 100_000
"""Fewer vectors are all looked at: that takes three milliseconds, and finds all."""


def write_codes(folder: Path, store: str, parts: Parts, older: Path | None, sealed: Sealed) -> Iterator[str]:
    """Write the codes of a store of vectors, where it is large, and how it is searched by them.

    Args:
        folder: the stores of the generation, whose vectors are written.
        store: which of them.
        parts: what they consist of.
        older: the stores of the generation before, None for none.
        sealed: what of those can be shared.

    Yields:
        The names of the files that were shared, below the folder of stores.

    Raises:
        OSError: a file cannot be written.
    """
    opened = {part.name: FaissVectors(vectors_path(folder, store, part.name)) for part in parts.all}
    vectors = {name: part for name, part in opened.items() if len(part)}
    if sum(map(len, vectors.values())) < CODED_FROM or not can_code(parts.dimension):
        return
    paths = {name: codes_path(vectors_path(folder, store, name)) for name in vectors}
    shared = {path: older / path.relative_to(folder) for path in paths.values()} if older else {}
    shared = {path: there for path, there in shared.items() if older and there.relative_to(older).as_posix() in sealed}
    for path, there in shared.items():
        link_file(there, path)
        yield path.relative_to(folder).as_posix()
    quantizer = _quantizer(shared, vectors)
    for name, path in paths.items():
        if path not in shared:
            quantizer.write(path, vectors[name].vectors(vectors[name].ids))
    coded = JoinedVectors(vectors, parts.dimension, {name: Codes(paths[name], len(vectors[name])) for name in vectors})
    yield from _say_how(shortlist_path(folder, store), folder, older, sealed, coded)


def _say_how(path: Path, folder: Path, older: Path | None, sealed: Sealed, coded: JoinedVectors) -> Iterator[str]:
    """Write how a store is searched by its codes: as before, unless it was never measured or has changed by much."""
    name = path.relative_to(folder).as_posix()
    before = read_shortlist(older / name) if older and name in sealed else None
    if older and before is not None and before.fits(len(coded)):
        link_file(older / name, path)
        yield name
    else:
        write_shortlist(path, measure(coded))


def _quantizer(shared: Iterable[Path], vectors: Mapping[str, FaissVectors]) -> Quantizer:
    """Return the one that made the codes that are shared, or a new one."""
    path = next(iter(shared), None)
    return Quantizer.train(_sample(vectors)) if path is None else Quantizer.of(path)


def _sample(vectors: Mapping[str, FaissVectors]) -> NDArray[np.float32]:
    """Return about TRAINED_ON of the vectors, of each part as large a share."""
    step = max(1, sum(map(len, vectors.values())) // TRAINED_ON)
    return np.concatenate([part.vectors(part.ids[::step]) for part in vectors.values()])
