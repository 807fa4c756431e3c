"""A snapshot tells all that an answer says of a sentence, from one generation."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import numpy as np
import pytest
from small_index import bag_of_words, index_notes, small_snapshot

from index.reader_pool import ReaderPool

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from numpy.typing import NDArray

    from index.seen import Snapshot
    from index.snapshot import Placed

LEADERS, FERRY, COPY = "2022/leaders.md", "ferry.txt", "z/copy.txt"
NOTES = {
    LEADERS: (
        "---\ntitle: Two leaders\ndate: 2022-05-31\n---\n\n# Two leaders\n\n## What was *agreed*\n\n"
        "They settled\ntwo **matters**:\n\n- Honey \U0001f36f may be sold.\n- Guards will train.\n\n"
        "Was steel settled? No.\n\n| Year | Cost |\n|---|---|\n| 2022 | 41 |\n"
    ),
    FERRY: "The ferry sails daily. Guards will train.\r\n\r\nNobody  pays.\r\n",
    COPY: "Nobody pays. Guards will train. Guards will train.\n",
}


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Snapshot]:
    """Return the snapshot of three small notes."""
    with small_snapshot(tmp_path_factory.mktemp("notes"), NOTES) as found:
        yield found


def document(snapshot: Snapshot, source: str) -> NDArray[np.int64]:
    """Return a document's id, shape (1,)."""
    return np.array([number for number, name in snapshot.sources() if name == source], np.int64)


def place(snapshot: Snapshot, source: str) -> tuple[Placed, ...]:
    """Return a document's sentences, in order."""
    return snapshot.place(snapshot.sentences_of(document(snapshot, source)).tolist())


def test_text_is_what_stands_at_the_span(snapshot: Snapshot) -> None:
    """Spans count code points of the note's own text, line ends, markup and astral characters included."""
    for source, text in NOTES.items():
        for sentence in place(snapshot, source):
            span = sentence.citation.span
            assert sentence.text == text[span.start : span.end]
            assert sentence.text


def test_ids_are_answered_in_their_order(snapshot: Snapshot) -> None:
    """What is asked for last comes last."""
    ids = snapshot.sentences_of(document(snapshot, LEADERS)).tolist()
    assert [sentence.id for sentence in snapshot.place(ids[::-1])] == ids[::-1]
    assert snapshot.place([]) == ()


def test_what_a_sentence_stands_in_is_told(snapshot: Snapshot) -> None:
    """Title, date, nearest heading, line and digest come with it."""
    honey = place(snapshot, LEADERS)[1]
    assert honey.reading == "Honey \U0001f36f may be sold."
    assert (honey.title, honey.date, honey.heading) == ("Two leaders", dt.date(2022, 5, 31), "What was agreed")
    assert (honey.line, honey.page, honey.ordinal) == (13, None, 1)
    assert honey.citation.source == LEADERS
    assert len(honey.citation.digest) == 64


def test_what_is_not_known_is_none(snapshot: Snapshot) -> None:
    """A note without title, date and headings has none of them."""
    ferry = place(snapshot, FERRY)[0]
    assert (ferry.date, ferry.heading, ferry.before) == (None, None, None)


def test_before_and_after_are_the_neighbors(snapshot: Snapshot) -> None:
    """Neighbors are those of the same document, whatever heading or block they stand in."""
    for source in NOTES:
        sentences = place(snapshot, source)
        readings = [None, *(sentence.reading for sentence in sentences), None]
        for number, sentence in enumerate(sentences):
            assert (sentence.before, sentence.after) == (readings[number], readings[number + 2])


def test_the_same_words_are_found_elsewhere(snapshot: Snapshot) -> None:
    """Other places are named by source and place, the sentence's own left out, white space and markup ignored."""
    guards = next(sentence for sentence in place(snapshot, LEADERS) if sentence.reading == "Guards will train.")
    elsewhere = snapshot.also_in([guards.id])[guards.id]
    starts = [(citation.source, NOTES[citation.source][citation.span.start :][:6]) for citation in elsewhere]
    assert starts == [(FERRY, "Guards"), (COPY, "Guards"), (COPY, "Guards")]
    assert elsewhere[1].span < elsewhere[2].span
    nobody = place(snapshot, FERRY)[2]
    assert [citation.source for citation in snapshot.also_in([nobody.id])[nobody.id]] == [COPY]


def test_words_that_stand_once_are_not_elsewhere(snapshot: Snapshot) -> None:
    """A sentence of its own has no entry."""
    assert snapshot.also_in([place(snapshot, FERRY)[0].id]) == {}


def test_a_sentence_is_introduced_by_the_question_before_it(snapshot: Snapshot) -> None:
    """What follows a question answers it."""
    question = next(sentence for sentence in place(snapshot, LEADERS) if sentence.reading == "Was steel settled?")
    assert introduced_by(snapshot, LEADERS)["No."] == question.id


def test_only_a_question_introduces(snapshot: Snapshot) -> None:
    """What follows a statement, a lead-in or nothing is introduced by nothing; a question answers none before it."""
    introducers = introduced_by(snapshot, LEADERS)
    assert {reading for reading, number in introducers.items() if number} == {"No."}
    assert len(introducers) == 6
    assert not any(introduced_by(snapshot, FERRY).values())


def introduced_by(snapshot: Snapshot, source: str) -> dict[str, int]:
    """Return the introducer of each sentence of a document, by its reading."""
    candidates = snapshot.candidates(snapshot.sentences_of(document(snapshot, source)))
    return dict(zip(candidates.readings, candidates.introducers.tolist(), strict=True))


def test_candidates_come_by_id_each_in_its_passage_and_document(snapshot: Snapshot) -> None:
    """Columns belong together, in ascending order of ids whatever order they are asked in."""
    ids = snapshot.sentences_of(document(snapshot, LEADERS))
    candidates = snapshot.candidates(ids[::-1])
    assert candidates.ids.tolist() == ids.tolist()
    assert set(candidates.documents.tolist()) == set(document(snapshot, LEADERS).tolist())
    members = snapshot.members_of(np.unique(candidates.passages))
    assert members.tolist() == ids.tolist()
    assert set(snapshot.passages_of(document(snapshot, LEADERS)).tolist()) == set(candidates.passages.tolist())


def test_members_follow_the_order_of_passages(snapshot: Snapshot) -> None:
    """The sentences of the passage named first come first, each passage's in their own order."""
    passages = snapshot.passages_of(np.concatenate([document(snapshot, source) for source in (LEADERS, FERRY, COPY)]))
    assert len(passages) > 1
    parts = [snapshot.members_of(passages[place : place + 1]).tolist() for place in range(len(passages))]
    assert all(part == sorted(part) for part in parts)
    assert snapshot.members_of(passages[::-1]).tolist() == [number for part in parts[::-1] for number in part]


def test_nothing_asked_for_gives_empty_columns(snapshot: Snapshot) -> None:
    """Without ids there are no candidates, sentences, passages or titles, in the shapes that are promised."""
    none = np.empty(0, np.int64)
    assert len(snapshot.candidates(none)) == 0
    for found in (snapshot.sentences_of(none), snapshot.passages_of(none), snapshot.members_of(none)):
        assert found.shape == (0,)
        assert found.dtype == np.int64
    assert snapshot.title_vectors(none).shape == (0, 64)


def test_title_vectors_follow_the_documents(snapshot: Snapshot) -> None:
    """Each document, asked for once or twice, has the vector of its own title."""
    one = document(snapshot, LEADERS)
    vectors = snapshot.title_vectors(np.concatenate([one, document(snapshot, FERRY), one]))
    assert vectors.shape == (3, 64)
    assert vectors.dtype == np.float32
    assert vectors[0] == pytest.approx(bag_of_words("Two leaders"), abs=1e-3)
    assert (vectors[0] == vectors[2]).all()


def test_a_snapshot_goes_on_seeing_its_generation(tmp_path: Path) -> None:
    """What is published while a question is answered does not reach it."""
    pool = ReaderPool(index_notes(tmp_path, {"a.txt": "The ferry sails daily.\n"}))
    with pool.snapshot() as before:
        index_notes(tmp_path, {"a.txt": "The ferry never sails.\n", "b.txt": "A second note.\n"})
        (sentence,) = place(before, "a.txt")
        assert sentence.reading == "The ferry sails daily."
        assert [source for _, source in before.sources()] == ["a.txt"]
        assert before.stores.sentence_vectors.vectors(np.array([sentence.id])).shape == (1, 64)
    with pool.snapshot() as after:
        assert place(after, "a.txt")[0].reading == "The ferry never sails."
        assert after.facts.generation == before.facts.generation + 1
    pool.close()
