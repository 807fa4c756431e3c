"""What is deleted from a note is in no file of the index when the sync that notices it has ended."""

from __future__ import annotations

import json
import random
import re
from typing import TYPE_CHECKING

import pytest
from fake_encoder import Desk, desk

from index.errors import DiskFullError
from index.stores.layout import PASSAGE_FIELDS, SENTENCE_FIELDS, SENTENCE_WORDS
from index.stores.words import TantivyWords

if TYPE_CHECKING:
    from pathlib import Path

SECRET = re.compile(rb"(?i)xyl[a-z]{9}")
"""Words that stand in one sentence each, and that no stemmer changes."""


@pytest.fixture
def at(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """Return a desk whose index is in many parts, its catalog kept open as a server keeps it."""
    monkeypatch.setattr("index.stores.packing.LEAST_SENTENCES", 64)
    made = desk(tmp_path)
    for number in range(30):
        made.write(f"{number}.md", "".join(f"The ferry number {number} has deck {deck}. " for deck in range(3)))
    made.sync()
    with made.pool.snapshot():
        pass
    return made


def secrets_held(at: Desk) -> set[str]:
    """Return the secret words that any file of the index holds, its log and what readers opened among them."""
    with at.pool.snapshot():  # whoever answers opens the newest generation
        files = [path for path in at.index.rglob("*") if path.is_file()]
    assert {"catalog.sqlite", "catalog.sqlite-wal"} <= {path.name for path in files}
    found = {found.decode().lower() for path in files for found in SECRET.findall(path.read_bytes())}
    return found | {term for path in files if path.name == "meta.json" for term in terms_held(path.parent)}


def terms_held(words: Path) -> set[str]:
    """Return the secret words in Tantivy's dictionaries, where no byte-wise search finds them: they are automata.

    A folder of words holds no segment that is not listed, and none that keeps texts which were deleted.
    """
    listed = json.loads((words / "meta.json").read_text(encoding="utf-8"))["segments"]
    assert [segment["deletes"] for segment in listed] == [None] * len(listed)
    held = {path.stem for path in words.glob("*.term")}
    assert held == {segment["segment_id"].replace("-", "") for segment in listed}
    fields = SENTENCE_FIELDS if words.name == SENTENCE_WORDS else PASSAGE_FIELDS
    store = TantivyWords(words, fields)
    return {term.lower() for field in fields for term, _ in store.dictionary(field, "xyl", None)}


def test_a_deleted_note_is_in_no_file(at: Desk) -> None:
    """Neither its words nor its title, headings, marks or abbreviations."""
    at.write("note.md", "---\ntags: [xylabcdefghi]\n---\n# Xylbbbbbbbbb\n\n## Xylccccccccc\n\nOf Xylddddddddd (XD).\n")
    at.sync()
    assert secrets_held(at) == {"xylabcdefghi", "xylbbbbbbbbb", "xylccccccccc", "xylddddddddd"}
    (at.notes / "note.md").unlink()
    at.sync()
    assert secrets_held(at) == set()


def test_an_edited_sentence_is_in_no_file(at: Desk) -> None:
    """What the note says now is."""
    at.write("3.md", "The ferry carries xylaaaaaaaaa. It is late.")
    at.sync()
    assert secrets_held(at) == {"xylaaaaaaaaa"}
    at.write("3.md", "The ferry carries xylbbbbbbbbb. It is late.", day=1)
    at.sync()
    assert secrets_held(at) == {"xylbbbbbbbbb"}


def test_what_was_only_staged_is_in_no_file(at: Desk) -> None:
    """An interrupted sync's words are gone with the file that held them."""

    def stop(step: str, _: int) -> None:
        if step == "encoding":
            raise KeyboardInterrupt

    at.write("staged.md", "Staged xylaaaaaaaaa.")
    at.interrupt = stop
    with pytest.raises(KeyboardInterrupt):
        at.sync()
    assert secrets_held(at) == {"xylaaaaaaaaa"}
    at.interrupt = lambda *_: None
    (at.notes / "staged.md").unlink()
    at.write("other.md", "Another note.")
    at.sync()
    assert secrets_held(at) == set()


def test_a_sync_that_failed_is_made_good_by_the_next(at: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """With no room for the next generation the older one answers; when there is room, nothing of it is left."""
    at.write("note.md", "It carries xylaaaaaaaaa.")
    at.sync()
    (at.notes / "note.md").unlink()

    def full(*_: object) -> None:
        raise OSError(28, "no room")

    with monkeypatch.context() as patch:
        patch.setattr("index.publish.seal_store", full)
        with pytest.raises(DiskFullError):
            at.sync()
    assert secrets_held(at) == {"xylaaaaaaaaa"}
    at.sync()
    assert secrets_held(at) == set()


def test_a_rebuild_leaves_nothing_of_what_is_gone(at: Desk) -> None:
    """Neither in the index nor beside it."""
    at.write("note.md", "It carries xylaaaaaaaaa.")
    at.sync()
    (at.notes / "note.md").unlink()
    at.upkeep.rebuild()
    assert secrets_held(at) == set()


@pytest.mark.parametrize("seed", [6, 8])
def test_many_edits_leave_exactly_what_the_notes_say(at: Desk, seed: int) -> None:
    """However rows of the catalog move when notes of many lengths come, change and go: here SQLite leaves copies."""
    dice = random.Random(seed)  # noqa: S311 - no secret
    notes: dict[str, list[str]] = {}

    def word() -> str:
        return "xyl" + "".join(dice.choice("bcdfghjkmn") for _ in range(9))

    for day in range(12):
        for number in range(12):
            source = f"note-{dice.randrange(40)}.md"
            if source in notes and dice.random() < 0.4:
                del notes[source]
                (at.notes / source).unlink()
                continue
            notes[source] = [word() for _ in range(dice.choice([1, 3, 10, 40]))]
            filling = "The ferry is late and carries cars. "
            text = "\n\n".join(f"{filling * dice.randint(0, 3)}Of {one} it says more." for one in notes[source])
            at.write(source, text, day=100 * day + number + 1)
        at.sync()
        assert secrets_held(at) == {one for words in notes.values() for one in words}
