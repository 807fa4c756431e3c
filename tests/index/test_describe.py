"""What a person sees of a catalog is what was read into it."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from small_index import WordEncoder, index_notes

from index.allowed import Allowed
from index.describe import Found, describe_index, list_documents, load_document
from index.errors import QuestionError
from index.folders import Folders
from index.reader_pool import ReaderPool
from index.records import BlockKind, Skipped
from index.reports import Finding, Level
from index.schema import CATALOG_NAME, FORMAT_VERSION, create_catalog

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LEADERS, FERRY, LATIN = "2022/leaders-meeting.md", "ferry.txt", "latin.txt"
NOTES = {
    LEADERS: (
        "---\ntitle: Two leaders\ndate: 2022-05-31\ntags: [security, Économie]\nclassification: RESTRICTED\n---\n\n"
        "## Agreed\n\nThey settled **two** matters:\n\n- Honey \U0001f36f may be sold.\n- Guards will train.\n"
    ),
    FERRY: "The ferry sails daily.\r\nNobody pays.\r\n",
}


HEALTH = Finding("stores", Level.OK, "fine")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return an indexed folder of three notes, and a file that is skipped."""
    folder = tmp_path_factory.mktemp("notes")
    (folder / LATIN).write_bytes("Café prices rose.\n".encode("cp1252"))
    (folder / "slides.key").write_bytes(b"PK")
    index_notes(folder, NOTES)
    return folder


@pytest.fixture(scope="module")
def pool(folder: Path) -> Iterator[ReaderPool]:
    """Return readers of the folder's index."""
    pool = ReaderPool(folder / ".briefbot")
    yield pool
    pool.close()


def test_documents_are_listed_by_source(pool: ReaderPool) -> None:
    """Each document is listed with what it says of itself and the number of its sentences."""
    with pool.reading() as connection:
        leaders, ferry, latin = list_documents(connection, Allowed())
    assert [document.source for document in (leaders, ferry, latin)] == [LEADERS, FERRY, LATIN]
    assert (leaders.title, leaders.date) == ("Two leaders", dt.date(2022, 5, 31))
    assert (leaders.tags, leaders.classification) == (("security", "Économie"), "RESTRICTED")
    assert (leaders.sentences, ferry.sentences) == (3, 2)
    assert (ferry.date, ferry.tags, ferry.classification, ferry.notices) == (None, (), None, ())
    assert len(latin.notices) == 1


def test_a_document_has_its_text_and_its_sentences(pool: ReaderPool) -> None:
    """The text is the note's own, and each sentence is what stands at its span."""
    for source, text in NOTES.items():
        with pool.reading() as connection:
            document = load_document(connection, source, Allowed())
        assert document.text == text
        assert [sentence.ordinal for sentence in document.sentences] == list(range(document.summary.sentences))
        for sentence in document.sentences:
            assert sentence.text == text[sentence.span.start : sentence.span.end]


def test_a_sentence_is_loaded_with_all_that_was_found(pool: ReaderPool) -> None:
    """Reading, line, headings and kind of block come back."""
    with pool.reading() as connection:
        document = load_document(connection, LEADERS, Allowed())
    lead, honey, _ = document.sentences
    assert (lead.text, lead.reading) == ("They settled **two** matters:", "They settled two matters:")
    assert (lead.line, lead.page, lead.heading, lead.kind) == (10, None, ("Agreed",), BlockKind.PARAGRAPH)
    assert (honey.line, honey.kind) == (12, BlockKind.ITEM)
    assert document.summary.source == LEADERS
    assert len(document.digest) == 64


@pytest.mark.parametrize(
    ("asked", "nearest"),
    [
        ("2022/leaders-meting.md", LEADERS),
        ("leaders-meeting.md", LEADERS),
        ("leaders.md", LEADERS),
        ("Ferry.txt", FERRY),
        ("ferry", FERRY),
        ("a/long/way/down/to/the/ferry.txt", FERRY),
    ],
)
def test_an_unknown_name_tells_the_nearest(pool: ReaderPool, asked: str, nearest: str) -> None:
    """A name that is nearly right, or lacks its folder, leads to the right one."""
    with pytest.raises(QuestionError) as caught, pool.reading() as connection:
        load_document(connection, asked, Allowed())
    assert caught.value.what == f"there is no briefing {asked!r}"
    assert caught.value.todo == f"the nearest is {nearest}"


@pytest.mark.parametrize("asked", ["", "zzz", "的"])
def test_a_name_like_no_other_tells_where_to_look(pool: ReaderPool, asked: str) -> None:
    """Nothing is guessed where nothing is near."""
    with pytest.raises(QuestionError, match="briefbot status"), pool.reading() as connection:
        load_document(connection, asked, Allowed())


def test_state_counts_what_is_there(pool: ReaderPool, folder: Path) -> None:
    """Documents, sentences, passages and bytes are counted, and what is pending is passed on."""
    index_folder = folder / ".briefbot"
    with pool.reading() as connection:
        status = describe_index(connection, Folders.one(folder), index_folder, Found(("new.md",), 2, HEALTH), Allowed())
    assert (status.documents, status.sentences, status.passages) == (3, 6, 3)
    assert (status.model, status.format_version, status.generation) == (WordEncoder.name, FORMAT_VERSION, 1)
    assert (status.folders, status.index, status.pending) == (Folders.one(folder), index_folder, ("new.md",))
    assert (status.files, status.ignored, status.health) == (3, 2, HEALTH)
    assert 0 <= status.age_s < 3600
    assert [skipped.source for skipped in status.skipped] == ["slides.key"]
    assert isinstance(status.skipped[0], Skipped)
    assert status.updated is not None
    assert status.updated.tzinfo is not None
    stores = sum(path.stat().st_size for path in (index_folder / "stores").rglob("*") if path.is_file())
    assert status.store_bytes == stores > 0
    assert status.catalog_bytes >= (index_folder / CATALOG_NAME).stat().st_size > 0


def test_state_before_the_first_generation_is_empty(tmp_path: Path) -> None:
    """A catalog in which nothing was published has no model, no generation and no documents."""
    create_catalog(tmp_path / CATALOG_NAME).close()
    pool = ReaderPool(tmp_path)
    with pool.reading() as connection:
        status = describe_index(connection, Folders.one(tmp_path), tmp_path, Found((), 0, HEALTH), Allowed())
        assert list_documents(connection, Allowed()) == ()
    pool.close()
    assert (status.model, status.generation, status.updated, status.age_s) == (None, 0, None, None)
    assert (status.documents, status.sentences, status.passages, status.store_bytes) == (0, 0, 0, 0)
