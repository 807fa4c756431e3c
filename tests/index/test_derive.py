"""The stores hold what the catalog says, each sentence and passage under its id."""

from __future__ import annotations

import json
import sqlite3  # noqa: TC003 - fixtures are introspected at run time
from typing import TYPE_CHECKING

import numpy as np
import pytest
from fake_encoder import Desk, FakeEncoder, desk

from index.catalog import Catalog
from index.derive import context
from index.grow import grow_stores
from index.stores.layout import PASSAGE_FIELDS, SENTENCE_FIELDS, Stores, open_stores
from index.stores.manifest import seal_store
from index.stores.word_fields import SPELLED

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from index.stores.base import WordStore

NOTES = {
    "ferry.md": (
        "# Ferry\n\nThe ferry leaves at nine. It is often late.\n\n## Fares\n\n- Ten crowns.\n- Children free.\n"
    ),
    "plain.txt": "Tariffs were agreed in June. Nobody objected. The minutes follow.\n",
    "copy.txt": "Tariffs were agreed in June.\n",
    "blank.md": "",
}


@pytest.fixture
def at(tmp_path: Path) -> Desk:
    """Return a desk whose notes are indexed."""
    made = desk(tmp_path)
    for source, text in NOTES.items():
        made.write(source, text)
    made.sync()
    return made


@pytest.fixture
def connection(at: Desk) -> Iterator[sqlite3.Connection]:
    """Return the catalog inside a transaction."""
    with Catalog(at.index) as catalog, catalog.transaction() as opened:
        yield opened


def derive(connection: sqlite3.Connection, folder: Path) -> Stores:
    """Return the stores that are derived into a new folder."""
    folder.mkdir()
    grow_stores(connection, folder, None, 384)
    seal_store(folder)
    return open_stores(folder)


def said(store: WordStore, field: str, words: str) -> list[int]:
    """Return the ids of the texts of a field that hold one of these words, best first."""
    return [int(number) for number in store.search(field, store.terms(words), 9, None).ids]


def ids(connection: sqlite3.Connection, query: str) -> list[int]:
    """Return the numbers that a query finds."""
    return [number for (number,) in connection.execute(query)]


def test_every_sentence_and_passage_is_in_its_stores(connection: sqlite3.Connection, tmp_path: Path) -> None:
    """Vectors and words hold each visible one once, and the same words in two files twice."""
    stores = derive(connection, tmp_path / "stores")
    (sentences,) = ids(connection, "SELECT count(*) FROM sentences")
    (passages,) = ids(connection, "SELECT count(*) FROM passages")
    assert (sentences, passages) == (8, 4)
    assert (len(stores.sentence_vectors), len(stores.sentence_words)) == (8, 8)
    assert (len(stores.passage_vectors), len(stores.passage_words)) == (4, 4)


def test_a_sentence_is_found_by_its_own_vector(connection: sqlite3.Connection, tmp_path: Path) -> None:
    """Under its catalog id; half precision moves no cosine by more than a thousandth."""
    stores = derive(connection, tmp_path / "stores")
    for number, reading in connection.execute("SELECT id, reading FROM sentences").fetchall():
        vector = FakeEncoder().encode_question(reading)
        assert np.allclose(stores.sentence_vectors.vectors(np.array([number], np.int64))[0], vector, atol=1e-3)
        hits = stores.sentence_vectors.search(vector, 2, None)
        assert number in hits.ids
        assert hits.scores[0] == pytest.approx(1, abs=1e-3)


@pytest.mark.parametrize("batch", [1, 2, 3, 4096])
def test_a_passages_vector_is_its_sentences_mean(
    connection: sqlite3.Connection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, batch: int
) -> None:
    """Of length 1, wherever a batch of sentences ends."""
    monkeypatch.setattr("index.derive._BATCH", batch)
    stores = derive(connection, tmp_path / "stores")
    passages = ids(connection, "SELECT id FROM passages")
    assert len(stores.passage_vectors) == len(passages)
    for number in passages:
        readings = connection.execute("SELECT reading FROM sentences WHERE passage = ?", (number,)).fetchall()
        mean = np.mean([FakeEncoder().encode_question(reading) for (reading,) in readings], axis=0)
        stored = stores.passage_vectors.vectors(np.array([number], np.int64))[0]
        assert np.allclose(stored, mean / np.linalg.norm(mean), atol=1e-3)


def test_a_passages_words_are_its_sentences_under_its_headings(connection: sqlite3.Connection, tmp_path: Path) -> None:
    """A passage is found by any of its sentences, by its heading and by its title, and by no other's words."""
    stores = derive(connection, tmp_path / "stores")
    (fares,) = ids(connection, "SELECT passage FROM sentences WHERE reading = 'Ten crowns.'")
    (minutes,) = ids(connection, "SELECT passage FROM sentences WHERE reading = 'Nobody objected.'")
    assert PASSAGE_FIELDS == ("passage", SPELLED)
    for words, expected in (("crowns", {fares}), ("children", {fares}), ("fares", {fares}), ("minutes", {minutes})):
        assert set(said(stores.passage_words, "passage", words)) == expected
    assert fares in said(stores.passage_words, "passage", "ferry")
    assert [term for term, _ in stores.passage_words.dictionary(SPELLED, "crown", None)] == ["crowns"]


def test_a_sentences_words_are_kept_with_and_without_its_headings(
    connection: sqlite3.Connection, tmp_path: Path
) -> None:
    """The field "sentence" holds its own words, "titled" also those that it stands under."""
    stores = derive(connection, tmp_path / "stores")
    (crowns,) = ids(connection, "SELECT id FROM sentences WHERE reading = 'Ten crowns.'")
    assert SENTENCE_FIELDS == ("sentence", "titled")
    assert crowns not in said(stores.sentence_words, "sentence", "ferry fares")
    assert crowns in said(stores.sentence_words, "titled", "ferry fares")
    assert said(stores.sentence_words, "sentence", "crowns") == [crowns]


def test_what_is_only_staged_is_in_no_store(at: Desk, tmp_path: Path) -> None:
    """Stores are of the visible generation."""

    def stop(step: str, _: int) -> None:
        if step == "encoding":
            raise KeyboardInterrupt

    at.write("staged.md", "Staged words only.\n")
    at.interrupt = stop
    with pytest.raises(KeyboardInterrupt):
        at.sync()
    with Catalog(at.index) as catalog, catalog.transaction() as connection:
        stores = derive(connection, tmp_path / "stores")
    assert len(stores.sentence_vectors) == len(stores.sentence_words) == 8
    assert said(stores.sentence_words, "titled", "staged") == []


def test_opposite_sentences_make_no_vector_but_no_error(connection: sqlite3.Connection, tmp_path: Path) -> None:
    """A passage whose sentences cancel out has a vector of zeros, not of NaNs."""
    passage, first = connection.execute(
        "SELECT passage, min(id) FROM sentences GROUP BY passage HAVING count(*) = 2 LIMIT 1"
    ).fetchone()
    (vector,) = connection.execute(
        "SELECT vector FROM vectors JOIN sentences USING (digest) WHERE id = ?", (first,)
    ).fetchone()
    opposite = (-np.frombuffer(vector, "<f2")).tobytes()
    connection.execute(
        "UPDATE vectors SET vector = ? WHERE digest IN (SELECT digest FROM sentences WHERE passage = ? AND id <> ?)",
        (opposite, passage, first),
    )
    stores = derive(connection, tmp_path / "stores")
    assert not stores.passage_vectors.vectors(np.array([passage], np.int64)).any()


@pytest.mark.parametrize(
    ("title", "heading", "expected"),
    [
        (None, [], ""),
        ("Ferry", [], "Ferry. "),
        (None, ["Fares"], "Fares. "),
        ("Ferry", ["Ferry", "Fares"], "Ferry. Fares. "),
        ("Ferry notes", ["Ferry", "Fares"], "Ferry notes. Ferry. Fares. "),
    ],
)
def test_a_context_is_title_and_headings(title: str | None, heading: list[str], expected: str) -> None:
    """Each closed by a full stop, and a heading that is the title said once."""
    assert context(title, json.dumps(heading)) == expected
