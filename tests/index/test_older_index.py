"""An index of an older format answers as it did, is migrated when it is next written, and is read anew where rules ask.

`tests/data/index_of_format_1` holds three notes and the catalog that was made of them before the format was raised; its
stores are left out, as they are derived.
"""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from index.briefings import Briefings
from index.errors import CatalogError
from index.facts import RULES_VERSION
from index.reports import Level, Standing
from index.schema import CATALOG_NAME, FORMAT_VERSION, OLDEST_FORMAT, format_of, open_catalog
from index.stores.manifest import seal_store

if TYPE_CHECKING:
    from collections.abc import Iterator

OLD = Path(__file__).parents[1] / "data" / "index_of_format_1"
_WRITTEN_S = {"envoy.md": 1_600_000_100}
ANSWERS = {
    "When does the envoy arrive?": "envoy.md#13-66@5d90a706",
    "When does the ferry leave Port Ellery?": "2022/ferry.md#113-150@a6c7ebc7",
    "When does the harbor open?": "harbor.txt#28-55@140c66cb",
}
MOVED = "envoy.md#13-64@93568705"
"""Of the note as it was before its last change, which the old catalog knows by digests."""


@pytest.fixture
def old(tmp_path: Path, real_cache: Path) -> Iterator[Briefings]:
    """Return the old index over its notes, as a person finds them after an update of briefbot."""
    notes, index = Path(shutil.copytree(OLD / "notes", tmp_path / "notes")), tmp_path / "index"
    for path in notes.rglob("*.*"):
        os.utime(path, (_WRITTEN_S.get(path.name, 1_600_000_000),) * 2)
    index.mkdir()
    shutil.copy(OLD / CATALOG_NAME, index)
    with closing(sqlite3.connect(index / CATALOG_NAME)) as connection, connection:
        # Only its format is older: what other rules of reading do is told in `test_changes.py`.
        connection.execute("UPDATE facts SET value = ? WHERE name = 'rules'", (str(RULES_VERSION),))
    with Briefings(notes, index=index) as briefings:
        yield briefings


def version(briefings: Briefings) -> int:
    """Return the format of an index's catalog."""
    with closing(open_catalog(briefings.index_folder / CATALOG_NAME)) as connection:
        return format_of(connection)


def answers(briefings: Briefings) -> dict[str, str]:
    """Return the citation of the best answer to each question, by the index as it is."""
    return {question: str(briefings.indexed.ask(question).answers[0].citation) for question in ANSWERS}


def test_the_committed_index_is_an_old_one() -> None:
    """Of the first format, which is the oldest that is read."""
    with closing(sqlite3.connect(f"file:{OLD / CATALOG_NAME}?mode=ro&immutable=1", uri=True)) as connection:
        assert format_of(connection) == OLDEST_FORMAT == 1 < FORMAT_VERSION


def test_an_old_index_answers_what_it_answered(old: Briefings) -> None:
    """Without a sync, its stores made again; the state, the documents and old citations are told too."""
    assert answers(old) == ANSWERS
    assert all(old.indexed.ask(question).answered for question in ANSWERS)
    status = old.status()
    assert (status.documents, status.generation, status.pending, status.history_since) == (3, 2, (), None)
    assert [check.standing for check in old.indexed.check(list(ANSWERS.values()))] == [Standing.STANDS] * 3
    assert {finding.level for finding in old.indexed.verify()} == {Level.OK}


def test_an_old_index_is_migrated_by_the_next_change_and_encodes_only_that(old: Briefings) -> None:
    """Generation by generation, as one that was made today."""
    assert old.folder is not None
    assert old.sync().encoded == 0
    (old.folder / "new.md").write_text("The market opens on Sunday.\n", encoding="utf-8")
    report = old.sync()
    assert (report.added, report.unchanged, report.encoded, report.generation) == (("new.md",), 3, 1, 3)
    assert version(old) == FORMAT_VERSION
    assert answers(old) == ANSWERS
    assert old.indexed.check([MOVED])[0].standing is Standing.CHANGED
    assert {finding.level for finding in old.indexed.verify()} == {Level.OK}


def test_history_can_begin_in_an_old_index(old: Briefings) -> None:
    """Which has no table for it yet."""
    old.begin_history()
    assert version(old) == FORMAT_VERSION
    assert old.folder is not None
    (old.folder / "envoy.md").write_text("# The envoy\n\nThe envoy stays at home.\n", encoding="utf-8")
    old.sync()
    (check,) = old.indexed.check([ANSWERS["When does the envoy arrive?"]])
    assert (check.standing, check.was) == (
        Standing.CHANGED,
        "The envoy arrives on Wednesday, and leaves on Friday.",
    )


def test_an_old_index_is_made_anew(old: Briefings) -> None:
    """By a rebuild, which keeps what it knew of citations."""
    old.rebuild()
    assert (version(old), answers(old)) == (FORMAT_VERSION, ANSWERS)
    assert old.indexed.check([MOVED])[0].standing is Standing.CHANGED


def test_a_newer_index_is_refused_with_a_word(old: Briefings) -> None:
    """Both formats are told and what to do; nothing of it is touched."""
    catalog = old.index_folder / CATALOG_NAME
    with closing(sqlite3.connect(catalog)) as connection:
        connection.execute(f"PRAGMA user_version = {FORMAT_VERSION + 1}")
    before = catalog.read_bytes()
    for step in (
        old.sync,
        old.status,
        old.indexed.verify,
        old.begin_history,
        lambda: old.indexed.ask("who signed it?"),
    ):
        with pytest.raises(CatalogError, match=rf"has format {FORMAT_VERSION + 1}.*update briefbot"):
            step()
    assert catalog.read_bytes() == before


@pytest.mark.parametrize("question", list(ANSWERS))
def test_stores_of_an_older_format_are_made_again(old: Briefings, question: str) -> None:
    """Whether they are asked first or grown first: nothing of theirs is shared, and no text is encoded again."""
    assert old.folder is not None
    answers(old)
    for grown in (False, True):
        parts = next(old.index_folder.glob("stores/*/parts.json"))
        said = json.loads(parts.read_text(encoding="utf-8"))
        parts.write_text(json.dumps({name: value for name, value in said.items() if name != "format"}))
        seal_store(parts.parent)
        old.close()
        names = {part["name"] for part in said["all"]}
        if grown:
            (old.folder / "more.md").write_text("The market opens on Monday.\n", encoding="utf-8")
            assert old.sync().encoded == 1
        assert str(old.indexed.ask(question).answers[0].citation) == ANSWERS[question]
        made = json.loads(next(old.index_folder.glob("stores/*/parts.json")).read_text(encoding="utf-8"))
        assert names.isdisjoint(part["name"] for part in made["all"])
