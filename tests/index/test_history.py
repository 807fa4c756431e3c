"""Old texts are kept with their dates where a person asked for it, and otherwise not at all."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from fake_encoder import Desk, desk

from index.allowed import Allowed
from index.check import check_citation
from index.errors import FolderError, QuestionError
from index.facts import history_since
from index.history import check_moment, stamp
from index.models import Model
from index.records import Citation, Filters, Span
from index.reports import Standing

if TYPE_CHECKING:
    from pathlib import Path

NINE = "# Ferry\n\nThe ferry leaves at nine. It is often late.\n"
TEN = NINE.replace("nine", "ten")


@pytest.fixture
def at(tmp_path: Path) -> Desk:
    """Return a desk with a note, whose history is kept from the start."""
    made = desk(tmp_path)
    made.write("ferry.md", NINE)
    made.upkeep.begin_history()
    made.sync()
    return made


def kept(at: Desk) -> list[tuple[object, ...]]:
    """Return the source, the third word from the end, and whether visible, of all texts in the order of time."""
    rows = at.rows(
        "SELECT d.source, d.text, d.live, h.valid_to FROM history h JOIN documents d ON d.id = h.document"
        " ORDER BY h.valid_from, d.id"
    )
    return [(source, "nine" in text, live == 1, valid_to is None) for source, text, live, valid_to in rows]


def replace_twice(at: Desk) -> None:
    """Let the note be another, and then be gone."""
    at.write("ferry.md", TEN, day=1)
    at.sync()
    at.write("other.md", "Another note.\n")
    (at.notes / "ferry.md").unlink()
    at.sync()


def test_without_being_asked_for_nothing_old_is_kept(tmp_path: Path) -> None:
    """Neither text nor sentence nor vector of what was replaced or deleted."""
    at = desk(tmp_path)
    at.write("ferry.md", NINE)
    at.sync()
    replace_twice(at)
    assert at.rows("SELECT source FROM documents") == [("other.md",)]
    assert at.rows("SELECT * FROM history") == []
    assert at.rows("SELECT count(*) FROM vectors") == [(1,)]


def test_what_is_replaced_and_deleted_is_kept_with_its_dates(at: Desk) -> None:
    """One after the other without a gap; what is visible has no end, and stores hold that alone."""
    replace_twice(at)
    assert kept(at) == [
        ("ferry.md", True, False, False),
        ("ferry.md", False, False, False),
        ("other.md", False, True, True),
    ]
    ends = [row[0] for row in at.rows("SELECT valid_to FROM history ORDER BY valid_from")]
    starts = [row[0] for row in at.rows("SELECT valid_from FROM history ORDER BY valid_from")]
    assert ends[:2] == starts[1:]
    with at.pool.snapshot() as snapshot:
        assert len(snapshot.stores.sentence_vectors) == len(snapshot.stores.sentence_words) == 1
    assert at.sync().unchanged == 1


def test_history_begins_with_what_is_visible(tmp_path: Path) -> None:
    """Of an index that was there before, what was replaced earlier is not known; beginning twice changes nothing."""
    at = desk(tmp_path)
    at.write("ferry.md", NINE)
    at.sync()
    before = dt.datetime.now(dt.UTC)
    at.upkeep.begin_history()
    at.upkeep.begin_history()
    assert kept(at) == [("ferry.md", True, True, True)]
    with at.pool.reading() as connection:
        check_moment(connection, dt.datetime.now(dt.UTC))
        with pytest.raises(QuestionError, match="history is kept since"):
            check_moment(connection, before)


def test_no_history_of_a_folder_that_is_not_there(tmp_path: Path) -> None:
    """No index is made."""
    at = desk(tmp_path)
    at.notes.rmdir()
    with pytest.raises(FolderError):
        at.upkeep.begin_history()
    assert not at.index.exists()


def test_ending_it_erases_every_byte_of_old_texts(at: Desk) -> None:
    """What is visible stays, and from then on nothing is kept."""
    at.write("old.md", "Zanzibar was mentioned once.\n")
    at.sync()
    (at.notes / "old.md").unlink()
    at.sync()
    files = [path for path in at.index.rglob("*") if path.is_file()]
    assert any(b"Zanzibar" in path.read_bytes() for path in files)
    at.pool.close()
    at.upkeep.end_history()
    files = [path for path in at.index.glob("catalog.sqlite*") if path.is_file()]
    assert not any(b"Zanzibar" in path.read_bytes() for path in files)
    replace_twice(at)
    assert at.rows("SELECT source FROM documents") == [("other.md",)]
    with at.pool.reading() as connection:
        assert history_since(connection) is None
        with pytest.raises(QuestionError, match="no history is kept"):
            check_moment(connection, dt.datetime.now(dt.UTC))


def test_ending_what_never_began_is_no_error(tmp_path: Path) -> None:
    """Whether or not there is an index."""
    at = desk(tmp_path)
    at.upkeep.end_history()
    assert not at.index.exists()
    at.write("ferry.md", NINE)
    at.sync()
    at.upkeep.end_history()
    assert at.sync().unchanged == 1


def test_a_text_that_is_read_again_unchanged_goes_on(at: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """By other rules, or because bytes changed that are no text: it has been visible as long as before."""
    before = at.rows("SELECT valid_from, valid_to FROM history")
    monkeypatch.setattr("index.file_state.RULES_VERSION", 99)
    monkeypatch.setattr("index.changes.RULES_VERSION", 99)
    monkeypatch.setattr("index.publish.RULES_VERSION", 99)
    assert at.sync().changed == ("ferry.md",)
    assert at.rows("SELECT valid_from, valid_to FROM history") == before
    at.write("ferry.md", b"\xef\xbb\xbf" + NINE.encode(), day=2)
    assert at.sync().changed == ("ferry.md",)
    assert (kept(at), at.rows("SELECT valid_from, valid_to FROM history")) == ([("ferry.md", True, True, True)], before)
    assert at.rows("SELECT live FROM documents") == [(1,)]


@pytest.mark.parametrize("model", ["tiny", "huge"])
def test_a_rebuild_carries_history_over(at: Desk, model: str) -> None:
    """With its dates, whatever the model; what changed since the last sync was visible until now."""
    replace_twice(at)
    at.write("third.md", "A third note.\n")
    at.sync()
    at.write("third.md", "A third note, changed.\n", day=3)
    before = dict(at.rows("SELECT d.text, h.valid_from FROM history h JOIN documents d ON d.id = h.document"))
    since = at.rows("SELECT value FROM facts WHERE name = 'history_since'")
    if model == "huge":
        at.model = Model("huge", at.notes, "cd" * 32)
    at.upkeep.rebuild()
    after = dict(at.rows("SELECT d.text, h.valid_from FROM history h JOIN documents d ON d.id = h.document"))
    assert {text: after[text] for text in before} == before
    assert set(after) - set(before) == {"A third note, changed.\n"}
    assert at.rows("SELECT value FROM facts WHERE name = 'history_since'") == since
    ended = at.rows("SELECT d.text FROM history h JOIN documents d ON d.id = h.document WHERE valid_to IS NOT NULL")
    assert {text for (text,) in ended} == {NINE, TEN, "A third note.\n"}
    assert at.sources() == {"other.md", "third.md"}
    old = "SELECT count(*) FROM sentences s JOIN documents d ON d.id = s.document JOIN passages p ON p.id = s.passage"
    assert at.rows(f"{old} WHERE d.live < 0 AND p.document = d.id") == [(5,)]


def test_what_has_changed_is_shown_with_what_was_kept(at: Desk) -> None:
    """Both texts, without anybody giving the old one; and of what is gone, what it was."""
    start = NINE.index("The ferry")
    ((digest,),) = at.rows("SELECT digest FROM documents")
    words = "The ferry leaves at nine."
    citation = str(Citation("ferry.md", Span(start, start + len(words)), digest.hex()))
    at.write("ferry.md", TEN, day=1)
    at.sync()
    with at.pool.reading() as connection:
        found = check_citation(connection, citation, Allowed())
        hidden = check_citation(connection, citation, Allowed(), None, Allowed(frozenset()))
    assert (found.standing, found.was, found.text) == (Standing.CHANGED, words, "The ferry leaves at ten.")
    assert (hidden.standing, hidden.was) == (Standing.CHANGED, None)
    (at.notes / "ferry.md").unlink()
    at.write("other.md", "Another note.\n")
    at.sync()
    with at.pool.reading() as connection:
        found = check_citation(connection, citation, Allowed())
    assert (found.standing, found.was) == (Standing.GONE, words)


def test_old_words_of_what_is_marked_higher_today_are_not_told(at: Desk) -> None:
    """Neither by its old marking nor by its new one."""
    text = "---\nclassification: OFFICIAL\n---\n\nThe envoy sails at nine.\n"
    at.write("marked.md", text)
    at.sync()
    ((digest,),) = at.rows("SELECT digest FROM documents WHERE source = 'marked.md'")
    start = text.index("The envoy")
    citation = str(Citation("marked.md", Span(start, len(text) - 1), digest.hex()))
    at.write("marked.md", text.replace("OFFICIAL", "SECRET").replace("nine", "ten"), day=1)
    at.sync()
    told = {}
    for ceiling in ("OFFICIAL", "SECRET"):
        with at.pool.reading() as connection:
            filters = Filters(ceiling=ceiling)
            former = Allowed.former(connection, filters)
            found = check_citation(connection, citation, Allowed.by(connection, filters), None, former)
        told[ceiling] = (found.standing, found.was)
    assert told == {
        "OFFICIAL": (Standing.GONE, None),
        "SECRET": (Standing.CHANGED, "The envoy sails at nine."),
    }


def test_moments_are_kept_in_the_order_of_time() -> None:
    """As text, whatever the time zone."""
    east = dt.timezone(dt.timedelta(hours=5))
    moments = [
        dt.datetime(2026, 1, 1, 4, 59, 59, tzinfo=east),
        dt.datetime(2026, 1, 1, tzinfo=dt.UTC),
        dt.datetime(2026, 1, 1, 5, 0, 0, 1, tzinfo=east),
    ]
    assert [stamp(moment) for moment in moments] == sorted(stamp(moment) for moment in moments)
