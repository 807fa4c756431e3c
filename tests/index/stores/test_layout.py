"""The stores of a generation are opened together or not at all."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING

import numpy as np
import pytest

from index.definitions import Definition
from index.derive import make_stores
from index.errors import StoreError
from index.stores.definitions import write_definitions
from index.stores.layout import (
    DEFINITIONS,
    PASSAGE_FIELDS,
    PASSAGE_VECTORS,
    PASSAGE_WORDS,
    SENTENCE_FIELDS,
    SENTENCE_VECTORS,
    SENTENCE_WORDS,
    definitions_path,
    open_stores,
    vectors_path,
)
from index.stores.manifest import MANIFEST, seal_store
from index.stores.parts import FORMAT, PARTS, Part, Parts, write_parts
from index.stores.segments import list_segments, move_segments
from index.stores.vectors import write_vectors
from index.stores.word_writer import WordWriter

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from index.stores.segments import Segment


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return the stores of two sentences in one passage."""
    made = tmp_path / "00000001-abcd"
    made.mkdir()
    make_stores(made)
    eye = np.eye(2, 8, dtype=np.float32)
    write_vectors(vectors_path(made, SENTENCE_VECTORS, "a"), 8, [(np.array([4, 5], np.int64), eye)])
    write_vectors(vectors_path(made, PASSAGE_VECTORS, "a"), 8, [(np.array([7], np.int64), eye[:1])])
    write_definitions(definitions_path(made, "a"), [(1, Definition("MFAT", "Ministry of Foreign Affairs and Trade"))])
    sentences = [(4, 1, ("ferry", "note ferry")), (5, 1, ("late", "note late"))]
    passages = [(7, 1, ("note ferry late", "note ferry late"))]
    part = Part(
        "a",
        (1,),
        2,
        write_words(made / SENTENCE_WORDS, SENTENCE_FIELDS, sentences),
        write_words(made / PASSAGE_WORDS, PASSAGE_FIELDS, passages),
    )
    write_parts(made, Parts(8, (part,)))
    seal_store(made)
    return made


def write_words(
    folder: Path, fields: Sequence[str], rows: Sequence[tuple[int, int, tuple[str, ...]]]
) -> tuple[Segment, ...]:
    """Write texts into a folder of words, and return their segments."""
    (folder / "apart").mkdir()
    with WordWriter(folder / "apart", fields) as writer:
        writer.add(rows)
    segments = move_segments(folder / "apart", folder)
    shutil.rmtree(folder / "apart")
    list_segments(folder, segments)
    return segments


def test_each_store_is_opened_in_its_place(folder: Path) -> None:
    """Sentences and passages are not taken for each other."""
    stores = open_stores(folder)
    assert (len(stores.sentence_vectors), len(stores.passage_vectors)) == (2, 1)
    assert (len(stores.sentence_words), len(stores.passage_words)) == (2, 1)
    assert stores.sentence_vectors.search(np.eye(1, 8, dtype=np.float32)[0], 1, None).ids.tolist() == [4]
    assert stores.passage_words.search("passage", ("late",), 9, None).ids.tolist() == [7]
    assert stores.sentence_words.search("sentence", ("note",), 9, None).ids.tolist() == []
    assert sorted(stores.sentence_words.search("titled", ("note",), 9, None).ids.tolist()) == [4, 5]


def test_opened_stores_open_again(folder: Path) -> None:
    """Opening them for reading changes nothing of what is sealed."""
    open_stores(folder)
    assert len(open_stores(folder).sentence_words) == 2


@pytest.mark.parametrize(
    "name", [SENTENCE_VECTORS, PASSAGE_VECTORS, SENTENCE_WORDS, PASSAGE_WORDS, DEFINITIONS, MANIFEST, PARTS]
)
def test_a_missing_part_is_an_error(folder: Path, name: str) -> None:
    """Whichever of the five it is, the list of parts, or the manifest."""
    if (folder / name).is_dir():
        shutil.rmtree(folder / name)
    else:
        (folder / name).unlink()
    with pytest.raises(StoreError):
        open_stores(folder)


@pytest.mark.parametrize("name", [SENTENCE_VECTORS, PASSAGE_VECTORS])
def test_damage_that_was_sealed_is_an_error_too(folder: Path, name: str) -> None:
    """The manifest only says that the bytes are those that were written; the store says whether they make sense."""
    (folder / MANIFEST).unlink()
    vectors_path(folder, name, "a").write_bytes(b"no vectors")
    seal_store(folder)
    with pytest.raises(StoreError, match=name):
        open_stores(folder)


@pytest.mark.parametrize(
    "content", [b"", b"{", b"3", b"[]", b'{"dimension": 8}', b'{"dimension": 8, "all": [{"name": "a"}]}', b"\xff"]
)
def test_a_list_of_parts_that_makes_no_sense_is_an_error(folder: Path, content: bytes) -> None:
    """Whatever stands in it, there is one error."""
    (folder / MANIFEST).unlink()
    (folder / PARTS).write_bytes(content)
    seal_store(folder)
    with pytest.raises(StoreError, match=r"is not whole.*briefbot index"):
        open_stores(folder)


def test_parts_of_another_format_are_an_error(folder: Path) -> None:
    """What an older or a newer briefbot wrote is made again, not guessed at."""
    said = json.loads((folder / PARTS).read_text(encoding="utf-8"))
    for changed in ({name: value for name, value in said.items() if name != "format"}, said | {"format": FORMAT + 1}):
        (folder / PARTS).write_text(json.dumps(changed), encoding="utf-8")
        (folder / MANIFEST).unlink()
        seal_store(folder)
        with pytest.raises(StoreError, match=r"has format .*briefbot index"):
            open_stores(folder)


def test_what_was_opened_before_is_not_opened_again(folder: Path) -> None:
    """Files that the next generation shares are neither read nor mapped a second time; others are read."""
    before = open_stores(folder)
    shared = next((folder / SENTENCE_VECTORS).glob("*.faiss"))
    shared.write_bytes(bytes(shared.stat().st_size))
    after = open_stores(folder, before)
    assert after.sentence_vectors.parts["a"] is before.sentence_vectors.parts["a"]
    with pytest.raises(StoreError, match="sentence-vectors"):
        open_stores(folder)


def test_stores_that_are_not_there_are_an_error(tmp_path: Path) -> None:
    """The folder is named."""
    with pytest.raises(StoreError, match="00000009"):
        open_stores(tmp_path / "00000009-abcd")
