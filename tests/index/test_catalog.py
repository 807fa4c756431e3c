"""Documents are staged beside the visible ones and become visible together."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest

from index.catalog import Catalog
from index.columns import Segmented, words_digest
from index.errors import CatalogError
from index.facts import RULES_VERSION, Facts, write_facts
from index.file_state import FileState, SkippedFile, file_digest
from index.group import group
from index.readers import read
from index.segment import segment
from index.staging import drop_unused_vectors, promote

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NOTE = (
    "---\ntitle: Ferry notes\ndate: 2022-06-01\ntags: [sea, Malmö]\nclassification: internal\n---\n"
    "# Ferry\n\nThe ferry leaves at nine. It is **often** late.\n\n## Fares\n\n- Ten crowns.\n- A child pays five.\n"
)


@pytest.fixture
def catalog(tmp_path: Path) -> Iterator[Catalog]:
    """Return a new catalog."""
    with Catalog(tmp_path) as made:
        yield made


def stage(catalog: Catalog, source: str, text: str, size: int = 1) -> FileState:
    """Stage a note as a sync does."""
    content = text.encode()
    state = FileState(source, size, 2, 3, file_digest(content))
    document = read(source, content)
    sentences = segment(document)
    catalog.stage([(state, [Segmented(document, sentences, group(sentences))])])
    return state


def make_visible(catalog: Catalog, *removed: str) -> None:
    """Publish what is staged, without stores."""
    with catalog.transaction() as connection:
        promote(connection, removed)


def rows(catalog: Catalog, query: str) -> list[tuple[object, ...]]:
    """Return what a query finds."""
    with catalog.transaction() as connection:
        return connection.execute(query).fetchall()


def encode(catalog: Catalog) -> list[str]:
    """Give every text without a vector one, and return those texts."""
    found = [text for texts in catalog.texts_without_vector(1000) for text in texts]
    catalog.add_vectors([digest for digest, _ in found], np.eye(len(found), 8, dtype=np.float32))
    return [text for _, text in found]


def test_digests_stand_for_what_they_are_made_of(monkeypatch: pytest.MonkeyPatch) -> None:
    """A file's digest changes with the rules, a text's does not."""
    before = file_digest(b"words"), words_digest("words")
    assert (len(before[0]), len(before[1])) == (32, 16)
    assert file_digest(b"word") != before[0]
    assert words_digest("word") != before[1]
    monkeypatch.setattr("index.file_state.RULES_VERSION", RULES_VERSION + 1)
    assert file_digest(b"words") != before[0]
    assert words_digest("words") == before[1]


def test_a_staged_document_is_kept_whole(catalog: Catalog) -> None:
    """All that was read of it is in the catalog: text, metadata, sentences with spans and headings, passages."""
    state = stage(catalog, "ferry.md", NOTE)
    assert catalog.staged() == {"ferry.md": state.digest}
    columns = "title, date, tags, classification, text, size, mtime_ns, checked_ns, title_digest, live"
    ((title, date, tags, classification, text, *numbers),) = rows(catalog, f"SELECT {columns} FROM documents")  # noqa: S608 - ours
    assert (title, date, classification, text) == ("Ferry notes", "2022-06-01", "internal", NOTE)
    assert json.loads(str(tags)) == ["sea", "Malmö"]
    assert numbers == [1, 2, 3, words_digest("Ferry notes"), 0]
    found = rows(catalog, 'SELECT s.ordinal, s.start, s."end", s.reading, s.digest, s.line, s.kind FROM sentences s')
    sentences = segment(read("ferry.md", NOTE.encode()))
    assert found == [
        (s.ordinal, s.span.start, s.span.end, s.reading, words_digest(s.reading), s.line, s.kind.value)
        for s in sentences
    ]
    assert [row[3] for row in found][1] == "It is often late."
    headings = [
        json.loads(str(heading)) for (heading,) in rows(catalog, "SELECT heading FROM passages ORDER BY ordinal")
    ]
    assert headings == [["Ferry"], ["Ferry", "Fares"]]
    members = rows(
        catalog, "SELECT p.ordinal, count(*) FROM passages p JOIN sentences s ON s.passage = p.id GROUP BY p.id"
    )
    assert members == [(0, 2), (1, 2)]


def test_staging_again_takes_the_place_of_what_was_staged(catalog: Catalog) -> None:
    """Nothing of the earlier attempt is left."""
    stage(catalog, "a.md", "One. Two. Three.")
    state = stage(catalog, "a.md", "Four.")
    assert catalog.staged() == {"a.md": state.digest}
    assert rows(catalog, "SELECT reading FROM sentences") == [("Four.",)]
    assert rows(catalog, "SELECT count(*) FROM passages") == [(1,)]


def test_staging_leaves_what_is_visible(catalog: Catalog) -> None:
    """Old and new stand beside each other until the new is published; then only the new stands."""
    stage(catalog, "a.md", "Old words.")
    make_visible(catalog)
    stage(catalog, "a.md", "New words.")
    query = "SELECT d.live, s.reading FROM documents d JOIN sentences s ON s.document = d.id ORDER BY d.live"
    assert rows(catalog, query) == [(0, "New words."), (1, "Old words.")]
    make_visible(catalog)
    assert rows(catalog, query) == [(1, "New words.")]
    assert catalog.staged() == {}
    assert rows(catalog, "SELECT count(*) FROM passages") == [(1,)]


def test_unstaging_touches_nothing_visible(catalog: Catalog) -> None:
    """Only what was staged of the named sources goes."""
    stage(catalog, "a.md", "Old words.")
    make_visible(catalog)
    stage(catalog, "a.md", "New words.")
    stage(catalog, "b.md", "Other words.")
    catalog.unstage(["a.md", "never.md"])
    assert list(catalog.staged()) == ["b.md"]
    assert rows(catalog, "SELECT text FROM documents ORDER BY text") == [("Old words.",), ("Other words.",)]


def test_a_text_without_a_vector_is_told_once(catalog: Catalog) -> None:
    """Sentences and titles of staged documents, each text once, as many together as are asked for, by their digests."""
    stage(catalog, "a.md", NOTE)
    stage(catalog, "b.md", NOTE)
    assert catalog.count_texts_without_vector() == 5
    assert [len(texts) for texts in catalog.texts_without_vector(2)] == [2, 2, 1]
    ((*found,),) = catalog.texts_without_vector(6)
    assert found == sorted((words_digest(text), text) for _, text in found)
    texts = encode(catalog)
    assert sorted(texts) == [
        "A child pays five.",
        "Ferry notes",
        "It is often late.",
        "Ten crowns.",
        "The ferry leaves at nine.",
    ]
    assert catalog.count_texts_without_vector() == 0
    assert list(catalog.texts_without_vector(2)) == []


def test_vectors_are_kept_in_half_precision(catalog: Catalog) -> None:
    """Little-endian float16, under the digest of the words; a second one takes the place of the first."""
    vector = np.linspace(-1, 1, 8, dtype=np.float32)[None, :]
    catalog.add_vectors([words_digest("a")], vector * 0)
    catalog.add_vectors([words_digest("a")], vector)
    ((digest, stored),) = rows(catalog, "SELECT digest, vector FROM vectors")
    assert digest == words_digest("a")
    assert stored == vector.astype("<f2").tobytes()


def test_vectors_of_unused_words_are_dropped(catalog: Catalog) -> None:
    """The vectors of sentences and titles that still stand somewhere stay."""
    stage(catalog, "a.md", "# Alpha\n\nOne. Two.")
    stage(catalog, "b.md", "# Beta\n\nTwo. Three.")
    encode(catalog)
    make_visible(catalog)
    make_visible(catalog, "a.md")
    with catalog.transaction() as connection:
        drop_unused_vectors(connection)
    left = {digest for (digest,) in rows(catalog, "SELECT digest FROM vectors")}
    assert left == {words_digest(text) for text in ("Beta", "Two.", "Three.")}


def test_another_model_starts_without_vectors(catalog: Catalog) -> None:
    """The same model goes on with what it made; another one's vectors are dropped."""
    stage(catalog, "a.md", "One. Two.")
    catalog.start_vectors("ab" * 32)
    encode(catalog)
    catalog.start_vectors("ab" * 32)
    assert rows(catalog, "SELECT count(*) FROM vectors") == [(2,)]
    catalog.start_vectors("cd" * 32)
    assert rows(catalog, "SELECT count(*) FROM vectors") == [(0,)]


def test_where_sentences_stood_is_remembered_without_words(catalog: Catalog) -> None:
    """A document that is replaced or removed leaves spans and digests behind."""
    stage(catalog, "a.md", "One word. Two words.")
    make_visible(catalog)
    assert rows(catalog, "SELECT count(*) FROM past") == [(0,)]
    stage(catalog, "a.md", "Other words.")
    make_visible(catalog)
    digest = bytes.fromhex(read("a.md", b"One word. Two words.").digest)[:4]
    stood = [(digest, 0, 9, words_digest("One word.")), (digest, 10, 20, words_digest("Two words."))]
    assert rows(catalog, "SELECT * FROM past ORDER BY start") == stood
    make_visible(catalog, "a.md")
    assert rows(catalog, "SELECT count(*) FROM past") == [(3,)]
    catalog.add_past([(digest, 0, 9, b"never said otherwise"), (b"four", 1, 2, b"words")])
    assert rows(catalog, "SELECT count(*) FROM past") == [(4,)]
    assert rows(catalog, 'SELECT digest FROM past WHERE "end" = 9') == [(words_digest("One word."),)]


def test_refreshing_notes_when_a_file_was_read(catalog: Catalog) -> None:
    """Only the visible document's size and times change."""
    state = stage(catalog, "a.md", "One.")
    make_visible(catalog)
    stage(catalog, "a.md", "Two.")
    catalog.refresh([replace(state, size=7, mtime_ns=8, checked_ns=9)])
    found = rows(catalog, "SELECT live, size, mtime_ns, checked_ns, file_digest FROM documents ORDER BY live")
    assert found[1] == (1, 7, 8, 9, state.digest)
    assert found[0][1:4] == (1, 2, 3)


def test_skipped_files_are_replaced_as_a_list(catalog: Catalog) -> None:
    """What is not skipped any more is not in it any more."""
    catalog.set_skipped([SkippedFile("a.pdf", None, None, "x"), SkippedFile("b.md", 1, 2, "y")])
    catalog.set_skipped([SkippedFile("b.md", 1, 2, "z")])
    assert rows(catalog, "SELECT * FROM skipped") == [("b.md", 1, 2, "z")]


def test_what_fails_is_rolled_back(catalog: Catalog) -> None:
    """An error inside a transaction leaves nothing of it, and the catalog goes on."""

    def fail_with(statement: str) -> None:
        with catalog.transaction() as connection:
            promote(connection, [])
            connection.execute(statement, ())
            raise KeyError

    stage(catalog, "a.md", "One.")
    with pytest.raises(KeyError):
        fail_with("DELETE FROM documents")
    assert list(catalog.staged()) == ["a.md"]
    with pytest.raises(CatalogError, match="nowhere"):
        fail_with("SELECT x FROM nowhere")
    assert list(catalog.staged()) == ["a.md"]


def test_what_was_not_committed_is_gone_when_it_closes(tmp_path: Path) -> None:
    """What was staged stays for the next writer."""
    with Catalog(tmp_path) as catalog:
        stage(catalog, "a.md", "One.")
    with Catalog(tmp_path) as catalog:
        assert list(catalog.staged()) == ["a.md"]


def test_the_generation_is_that_of_its_facts(catalog: Catalog) -> None:
    """0 before the first."""
    assert catalog.generation() == 0
    with catalog.transaction() as connection:
        write_facts(connection, Facts(5, "s", "m", "d", 8, 1, dt.datetime.now(dt.UTC)))
    assert catalog.generation() == 5
