"""A folder of notes is asked through its front door, with the real model and the real stores."""

from __future__ import annotations

import os
import shutil
import threading
from contextlib import ExitStack
from typing import TYPE_CHECKING

import pytest
from answers import assert_alike, sources, texts

from index.briefings import Briefings
from index.cores import count_cores
from index.errors import CatalogError, FolderError, QuestionError
from index.records import Filters
from index.reports import Level, Standing
from index.staleness import stale_sources

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from index.records import Answer

FERRY, HONEY, OTHER = "ferry.md", "trade/honey.md", "other.txt"
NOTES = {
    FERRY: "---\ndate: 2022-05-31\n---\n\nThe new ferry sails from Port Ellery at seven. It carries forty cars.\n",
    HONEY: "Calder lifts its ban on honey in August. Beekeepers welcome the decision.\n",
}
WHEN = "when does the new ferry sail from Port Ellery?"


@pytest.fixture
def folder(tmp_path: Path, real_cache: Path) -> Path:
    """Return a folder of two notes that may be changed."""
    folder = tmp_path / "notes"
    for source, text in NOTES.items():
        write(folder / source, text)
    return folder


@pytest.fixture
def notes(folder: Path) -> Iterator[Briefings]:
    """Return the folder's front door."""
    with Briefings(folder) as opened:
        yield opened


def write(path: Path, text: str) -> None:
    """Write a note, line ends as they are."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode())


# Many at once.


def test_as_many_answer_at_once_as_there_are_cores(notes: Briefings) -> None:
    """Whoever comes after them waits for a turn, and gets an answer then."""
    notes.sync()
    answers: list[Answer] = []
    asker = threading.Thread(target=lambda: answers.append(notes.indexed.ask(WHEN)))
    with ExitStack() as taken:
        for _ in range(count_cores()):
            taken.enter_context(notes._store.turn)
        asker.start()
        asker.join(1.0)
        assert asker.is_alive()
        assert not answers
    asker.join(60.0)
    assert texts(answers[0]) == texts(notes.indexed.ask(WHEN))


# What is understood.


def test_a_slip_is_mended_and_shown(notes: Briefings) -> None:
    """The answer is the one to the question as meant; the question stays as it was asked."""
    asked = "when does the new ferrry sail from Port Elelry?"
    answer = notes.ask(asked)
    assert answer.question == asked
    assert answer.understood_as == WHEN
    assert texts(answer) == texts(notes.ask(WHEN))
    assert notes.ask(WHEN).understood_as is None


def test_what_is_mended_follows_the_notes(notes: Briefings) -> None:
    """A word counts as soon as a note has it, and no longer once none has."""
    assert notes.ask("which beekeepperrs welcome it").understood_as is None
    assert notes.ask("which beekeeperss welcome it").understood_as == "which beekeepers welcome it"
    (notes.folder / HONEY).unlink()
    assert notes.ask("which beekeeperss welcome it").understood_as is None


def test_stores_of_an_older_version_are_made_anew(notes: Briefings) -> None:
    """From the catalog, without reading a note again; they did not say which parts they consist of."""
    notes.sync()
    (parts,) = notes.index_folder.glob("stores/*/parts.json")
    parts.unlink()
    assert notes.indexed.ask("which beekeeperss welcome it").understood_as == "which beekeepers welcome it"


def test_another_name_finds_what_the_notes_call_it(notes: Briefings) -> None:
    """The question is not changed by it."""
    write(notes.folder / "a.md", "The Harbor Dues Board (HDB) was founded in 1901.\n")
    write(notes.folder / "b.md", "# Offices\n\nHDB moved to Pier Street.\n")
    answer = notes.ask("where did the Harbor Dues Board move to?")
    assert texts(answer)[0] == "HDB moved to Pier Street."
    assert answer.understood_as is None


# What changes in the folder.


def test_the_first_question_makes_the_index(notes: Briefings) -> None:
    """Asking is enough: the folder is read, and the answer is there."""
    answer = notes.ask(WHEN)
    assert texts(answer)[0] == "The new ferry sails from Port Ellery at seven."
    assert notes.index_folder == notes.folder / ".briefbot"
    assert (notes.index_folder / ".gitignore").read_text(encoding="utf-8") == "*\n"


def test_fewer_sentences_than_asked_for_are_all_there_are(notes: Briefings) -> None:
    """A small folder gives what it has, once each."""
    assert sorted(texts(notes.ask(WHEN, top_k=50))) == [
        "Beekeepers welcome the decision.",
        "Calder lifts its ban on honey in August.",
        "It carries forty cars.",
        "The new ferry sails from Port Ellery at seven.",
    ]


def test_an_edited_note_answers_anew(notes: Briefings) -> None:
    """What was added is found by the very next question, and what was taken out is not."""
    notes.ask(WHEN)
    write(notes.folder / FERRY, "The new ferry sails from Port Ellery at eight.\n")
    found = texts(notes.ask(WHEN))
    assert found[0] == "The new ferry sails from Port Ellery at eight."
    assert "The new ferry sails from Port Ellery at seven." not in found


def test_an_edit_of_the_same_size_and_time_is_noticed(notes: Briefings) -> None:
    """A note that was read right after it was written is read again, whatever its size and time say."""
    path = notes.folder / FERRY
    notes.ask(WHEN)
    edit_in_secret(path)
    assert notes.indexed.ask(WHEN).stale_sources == (FERRY,)
    assert texts(notes.ask(WHEN))[0] == "The new ferry sails from Port Ellery at eight."


def edit_in_secret(path: Path) -> None:
    """Change a note and leave its size and its time as they were."""
    before = path.stat()
    path.write_bytes(path.read_bytes().replace(b"at seven", b"at eight"))
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    after = path.stat()
    assert (after.st_size, after.st_mtime_ns) == (before.st_size, before.st_mtime_ns)


def test_a_deleted_note_answers_no_more(notes: Briefings) -> None:
    """The next question is answered without it."""
    notes.ask(WHEN)
    (notes.folder / FERRY).unlink()
    assert set(sources(notes.ask(WHEN))) == {HONEY}


def test_a_new_note_answers_at_once(notes: Briefings) -> None:
    """The next question is answered with it."""
    notes.ask(WHEN)
    write(notes.folder / OTHER, "The Minister of Transport resigned on Friday.\n")
    assert sources(notes.ask("who resigned on Friday?", top_k=1)) == [OTHER]


def test_a_renamed_note_is_cited_by_its_new_name(notes: Briefings) -> None:
    """The old name answers no more, and citations of it have moved."""
    before = notes.ask(WHEN, top_k=1).answers[0]
    (notes.folder / FERRY).rename(notes.folder / "boats.md")
    after = notes.ask(WHEN, top_k=1).answers[0]
    assert (after.citation.source, after.text) == ("boats.md", before.text)
    (check,) = notes.check([str(before.citation)])
    assert (check.standing, check.now, check.text) == (Standing.MOVED, after.citation, before.text)


def test_words_that_stand_in_several_notes_come_once(notes: Briefings) -> None:
    """One sentence answers, and says where else it stands."""
    write(notes.folder / OTHER, "Read this first. The new ferry sails\nfrom Port Ellery at seven.\n")
    answer = notes.ask(WHEN, top_k=6)
    first, *rest = answer.answers
    assert first.reading == "The new ferry sails from Port Ellery at seven."
    assert first.reading not in [sentence.reading for sentence in rest]
    places = {first.citation.source, *(citation.source for citation in first.also_in)}
    assert (len(first.also_in), places) == (1, {FERRY, OTHER})
    assert all(not sentence.also_in for sentence in rest)


def test_filtered_out_documents_are_not_named_as_other_places(notes: Briefings) -> None:
    """Where the same sentence stands in a document that does not pass, nothing is said of it."""
    write(notes.folder / OTHER, "The new ferry sails from Port Ellery at seven.\n")
    first = notes.ask(WHEN, filters=Filters(sources=(OTHER,))).answers[0]
    assert (first.citation.source, first.also_in) == (OTHER, ())


def test_an_index_that_is_not_synced_names_what_is_stale(notes: Briefings) -> None:
    """Notes that were edited or deleted are named among the answer's sources; new ones are not looked for."""
    notes.sync()
    write(notes.folder / FERRY, "The new ferry sails from Port Ellery at half past eight.\n")
    write(notes.folder / OTHER, "The new ferry sails from Port Ellery at ten.\n")
    (notes.folder / HONEY).unlink()
    answer = notes.indexed.ask(WHEN, top_k=4)
    assert texts(answer)[0] == "The new ferry sails from Port Ellery at seven."
    assert set(answer.stale_sources) == {FERRY, HONEY}
    assert len(answer.stale_sources) == 2
    assert notes.ask(WHEN).stale_sources == ()


def test_a_touched_note_is_not_stale(notes: Briefings) -> None:
    """Another time on the same words is no change."""
    notes.sync()
    os.utime(notes.folder / FERRY, ns=(0, 0))
    assert notes.indexed.ask(WHEN).stale_sources == ()


def test_only_sources_of_the_answer_are_stale(notes: Briefings) -> None:
    """What has changed elsewhere is not the answer's matter."""
    notes.sync()
    (notes.folder / HONEY).unlink()
    assert notes.indexed.ask(WHEN, top_k=1).stale_sources == ()


def test_a_source_that_another_process_took_out_is_stale(notes: Briefings) -> None:
    """Between answering and looking, a sync elsewhere may have dropped a document."""
    notes.sync()
    with notes._store.pool.reading() as connection:
        assert stale_sources(connection, notes.folders, ["nowhere.md", FERRY]) == ("nowhere.md",)


def test_a_lost_store_is_made_again(folder: Path) -> None:
    """A question finds the stores gone, has them made again from the catalog, and says so once."""
    said: list[str] = []
    with Briefings(folder, notify=said.append) as notes:
        before = notes.ask(WHEN)
        notes.close()
        shutil.rmtree(notes.index_folder / "stores")
        said.clear()
        assert_alike(notes.ask(WHEN), before)
        assert_alike(notes.ask(WHEN), before)
    assert said == ["the search stores were missing or damaged, and were made again from the catalog"]


def test_a_rebuilt_index_answers_the_same(notes: Briefings) -> None:
    """Making the index anew changes no answer."""
    before = notes.ask(WHEN)
    report = notes.rebuild()
    assert report.added == (FERRY, HONEY)
    assert_alike(notes.ask(WHEN), before)


def test_progress_is_told(folder: Path) -> None:
    """Steps are told with how far they have come, up to their end."""
    told: list[tuple[str, int, int]] = []
    with Briefings(folder, progress=lambda *step: told.append(step)) as notes:
        notes.sync()
    assert ("reading", 2, 2) in told
    assert ("encoding", 4, 4) in told or ("encoding", 6, 6) in told


def test_state_names_what_is_pending_and_skipped(notes: Briefings) -> None:
    """New, changed and removed notes are pending until the next sync; what is no note is skipped."""
    (notes.folder / "slides.key").write_bytes(b"PK")
    notes.sync()
    status = notes.status()
    assert (status.pending, [skipped.source for skipped in status.skipped]) == ((), ["slides.key"])
    assert (status.documents, status.sentences, status.generation) == (2, 4, 1)
    write(notes.folder / OTHER, "A new note.\n")
    write(notes.folder / FERRY, "An edited note of another length.\n")
    (notes.folder / HONEY).unlink()
    assert notes.status().pending == tuple(sorted([FERRY, HONEY, OTHER]))
    assert notes.status().documents == 2
    notes.sync()
    assert (notes.status().pending, notes.status().documents) == ((), 2)


def test_a_touched_note_is_not_pending(notes: Briefings) -> None:
    """Another time on the same words is nothing to do."""
    notes.sync()
    os.utime(notes.folder / FERRY, ns=(0, 0))
    assert notes.status().pending == ()


def test_documents_are_brought_up_to_date(notes: Briefings) -> None:
    """Listing and showing look at the folder first."""
    assert [document.source for document in notes.documents()] == [FERRY, HONEY]
    write(notes.folder / OTHER, "A new note.\n")
    assert notes.document(OTHER).text == "A new note.\n"
    with pytest.raises(QuestionError, match=f"the nearest is {OTHER}"):
        notes.document("othr.txt")


def test_verify_finds_an_edited_note(notes: Briefings) -> None:
    """A note that was edited since the last sync is a warning."""
    notes.sync()
    write(notes.folder / FERRY, "Nothing sails.\n")
    assert [finding.what for finding in notes.indexed.verify() if finding.level is Level.WARNING] == [
        f"{FERRY} is not what was indexed any more"
    ]


# What cannot be answered.


@pytest.mark.parametrize("question", ["", " \n", "?!", "x" * 2001, "who\x00", "what\x1b[2J?", "\ud800 who?"])
def test_a_question_that_is_none_is_refused_before_anything_is_done(folder: Path, question: str) -> None:
    """Empty, too long or with control characters: refused either way, and no index is made for it."""
    with Briefings(folder) as notes:
        for ask in (notes.ask, notes.indexed.ask):
            with pytest.raises(QuestionError):
                ask(question)
    assert not notes.index_folder.exists()


def test_a_missing_folder_is_named(tmp_path: Path, real_cache: Path) -> None:
    """A folder that is not there cannot be asked, and is not made."""
    with Briefings(tmp_path / "nowhere", index=tmp_path / "index") as notes:
        for work in (lambda: notes.ask(WHEN), notes.sync, notes.rebuild, notes.documents, notes.status):
            with pytest.raises(FolderError, match="nowhere"):
                work()
    assert not (tmp_path / "nowhere").exists()
    assert not (tmp_path / "index").exists()


def test_an_empty_folder_is_named(tmp_path: Path, real_cache: Path) -> None:
    """There is nothing to ask, and no index is left behind."""
    with Briefings(tmp_path) as notes, pytest.raises(FolderError, match="is empty"):
        notes.ask(WHEN)
    assert not list(tmp_path.iterdir())


def test_a_folder_that_was_emptied_is_named(notes: Briefings) -> None:
    """When the last note is gone there is nothing to ask any more, however often one tries."""
    notes.sync()
    for source in NOTES:
        (notes.folder / source).unlink()
    for _ in range(2):
        with pytest.raises(FolderError, match="is empty"):
            notes.ask(WHEN)


def test_without_an_index_nothing_is_answered_by_it(notes: Briefings) -> None:
    """Asking the index as it is takes an index."""
    with pytest.raises(CatalogError, match="no index"):
        notes.indexed.ask(WHEN)
    with pytest.raises(CatalogError, match="no index"):
        notes.status()
    with pytest.raises(CatalogError, match="no index"):
        notes.indexed.verify()


def test_what_is_not_a_citation_is_refused(notes: Briefings) -> None:
    """One that is none spoils the list."""
    with pytest.raises(QuestionError, match="is not a citation"):
        notes.check([f"{FERRY}#0-5@00000000", "ferry"])


def test_a_folder_that_cannot_be_written_is_indexed_elsewhere(
    folder: Path, real_cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The index is kept in the cache folder, one line says so once, and nothing is written beside the notes."""
    monkeypatch.setattr("index.location.os.access", lambda *_: False)
    said: list[str] = []
    with Briefings(folder, notify=said.append) as notes:
        monkeypatch.undo()
        try:
            assert texts(notes.ask(WHEN))[0] == "The new ferry sails from Port Ellery at seven."
            notes.ask(WHEN)
            assert notes.index_folder.parent == real_cache / "indexes"
        finally:
            notes.close()
            shutil.rmtree(notes.index_folder, ignore_errors=True)
    told = [line for line in said if "cannot be written" in line]
    assert told == [f"{folder} cannot be written, so its index is kept in {notes.index_folder}"]
    assert not (folder / ".briefbot").exists()


def test_an_index_may_be_kept_anywhere(folder: Path, tmp_path: Path) -> None:
    """Where a place is named, nothing is written beside the notes."""
    with Briefings(folder, index=tmp_path / "elsewhere") as notes:
        notes.sync()
        shutil.rmtree(folder)
        answer = notes.indexed.ask(WHEN, top_k=1)
    assert (answer.stale_sources, texts(answer)) == ((FERRY,), ["The new ferry sails from Port Ellery at seven."])
