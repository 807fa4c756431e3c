"""The briefings of a moment answer as an index of them would have, and leave nothing behind."""

from __future__ import annotations

import datetime as dt
import os
import time
from typing import TYPE_CHECKING

import numpy as np
import pytest
from fake_encoder import Desk, desk

from index.allowed import Allowed
from index.classifications import BY_DEFAULT
from index.describe import list_documents, load_document
from index.errors import QuestionError
from index.models import Model
from index.records import Filters
from index.then import documents_at, snapshot_at

if TYPE_CHECKING:
    from pathlib import Path

NINE = "# Ferry\n\nThe ferry leaves at nine. It is often late.\n"


def now() -> dt.datetime:
    """Return this moment, with all before it in the past."""
    time.sleep(0.002)
    moment = dt.datetime.now(dt.UTC)
    time.sleep(0.002)
    return moment


@pytest.fixture
def at(tmp_path: Path) -> Desk:
    """Return a desk with a note, whose history is kept from the start."""
    made = desk(tmp_path)
    made.write("ferry.md", NINE)
    made.upkeep.begin_history()
    made.sync()
    return made


def seen(at: Desk, moment: dt.datetime) -> dict[str, int]:
    """Return the number of sentences by source that an index of a moment holds, each in all of its stores."""
    with snapshot_at(at.pool, moment, at.index, at.upkeep.setup.encoder) as snapshot:
        counts = {source: len(snapshot.sentences_of(np.array([number]))) for number, source in snapshot.sources()}
        everything = snapshot.sentences_of(np.array([number for number, _ in snapshot.sources()]))
        stores = snapshot.stores
        assert len(stores.sentence_vectors) == len(stores.sentence_words) == len(everything) == sum(counts.values())
        assert stores.sentence_vectors.vectors(everything).any(axis=1).all()
        return counts


def test_each_moment_has_its_own_briefings(at: Desk) -> None:
    """Added, changed, deleted and come back: at every moment what was visible then, and nothing is encoded for it."""
    first = now()
    at.write("ferry.md", NINE.replace(" It is often late.", ""), day=1)
    at.write("more.md", "One more. And another.\n")
    at.sync()
    second = now()
    (at.notes / "ferry.md").unlink()
    at.sync()
    third = now()
    at.write("ferry.md", NINE, day=3)
    at.sync()
    at.encoder.encoded.clear()
    assert seen(at, first) == {"ferry.md": 2}
    assert seen(at, second) == {"ferry.md": 1, "more.md": 2}
    assert seen(at, third) == {"more.md": 2}
    assert seen(at, now()) == {"ferry.md": 2, "more.md": 2}
    assert at.encoder.encoded == []
    assert not list(at.index.glob("then-*"))


def test_a_renamed_briefing_had_its_old_name_then(at: Desk) -> None:
    """Though its text is the same, and nothing is encoded for it."""
    first = now()
    at.encoder.encoded.clear()
    (at.notes / "ferry.md").rename(at.notes / "boat.md")
    at.sync()
    assert at.encoder.encoded == []
    assert (seen(at, first), seen(at, now())) == ({"ferry.md": 2}, {"boat.md": 2})


def test_after_another_model_old_texts_are_encoded_when_they_are_asked(at: Desk) -> None:
    """Their vectors of the old model are of no use."""
    first = now()
    at.write("ferry.md", "Nothing of it is left.\n", day=1)
    at.model = Model("huge", at.notes, "cd" * 32)
    at.upkeep.rebuild()
    at.encoder.encoded.clear()
    assert seen(at, first) == {"ferry.md": 2}
    assert len(at.encoder.encoded) == 3


def test_a_document_is_shown_as_it_was(at: Desk) -> None:
    """Its text and its sentences; one that came later is not there."""
    first = now()
    at.write("ferry.md", "Other words.\n", day=1)
    at.write("more.md", "One more.\n")
    at.sync()
    with at.pool.reading() as connection, documents_at(connection, first, BY_DEFAULT) as then:
        shown = load_document(then, "ferry.md", Allowed())
        with pytest.raises(QuestionError, match="there is no briefing"):
            load_document(then, "more.md", Allowed())
    assert shown.text == NINE
    assert [sentence.text for sentence in shown.sentences] == ["The ferry leaves at nine.", "It is often late."]


def test_a_higher_marking_of_today_counts_for_what_was(at: Desk) -> None:
    """And a lower one does not; a briefing that is gone keeps its own."""
    for source, marking in (("up.md", "OFFICIAL"), ("down.md", "SECRET"), ("gone.md", "OFFICIAL")):
        at.write(source, f"---\nclassification: {marking}\n---\n\nWords of {source}.\n")
    at.sync()
    first = now()
    for source, marking in (("up.md", "SECRET"), ("down.md", "OFFICIAL")):
        at.write(source, f"---\nclassification: {marking}\n---\n\nWords of {source}.\n", day=1)
    (at.notes / "gone.md").unlink()
    at.sync()
    with at.pool.reading() as connection, documents_at(connection, first, BY_DEFAULT) as then:
        allowed = Allowed.by(then, Filters(ceiling="OFFICIAL"))
        told = [summary.source for summary in list_documents(then, allowed)]
    assert told == ["ferry.md", "gone.md"]


def test_without_history_there_is_no_then(tmp_path: Path) -> None:
    """Nothing is left behind by the question either."""
    at = desk(tmp_path)
    at.write("ferry.md", NINE)
    at.sync()
    with pytest.raises(QuestionError, match="no history is kept"):
        seen(at, now())
    assert not list(at.index.glob("then-*"))


def test_what_a_killed_question_left_is_cleared_away(at: Desk) -> None:
    """By the next one, but not what a running one uses."""
    for name, age_s in (("then-old", 7200), ("then-new", 5)):
        (at.index / name).mkdir()
        (at.index / name / "catalog.sqlite").write_bytes(b"words")
        os.utime(at.index / name, (time.time() - age_s,) * 2)
    seen(at, now())
    assert [path.name for path in at.index.glob("then-*")] == ["then-new"]
