"""Search brings in what may answer, by meaning and by words, from the allowed documents only."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from small_index import ask_of, small_snapshot

from index.search import Depth, Source, find, search

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from numpy.typing import NDArray

    from index.seen import Snapshot

HONEY, FERRY, STEEL = "trade/honey.md", "ferry.txt", "trade/steel.md"
NOTES = {
    HONEY: "# Honey\n\nThe ban is lifted.\n\n## Prices\n\nA jar costs four crowns. Nobody complains.\n",
    FERRY: "The ferry sails daily. It carries honey on Mondays.\n",
    STEEL: "The duty on steel stays. Mills are angry.\n",
}
NOTHING = Depth(sentences=0, passages=0, words=0, passage_words=0)


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Snapshot]:
    """Return the snapshot of three small notes."""
    with small_snapshot(tmp_path_factory.mktemp("notes"), NOTES) as found:
        yield found


def readings(snapshot: Snapshot, question: str, depth: Depth, *sources: str) -> set[str]:
    """Return the readings of the candidates, from all documents or those of `sources`."""
    return set(search(snapshot, ask_of(question), documents_of(snapshot, *sources), depth).readings)


def documents_of(snapshot: Snapshot, *sources: str) -> NDArray[np.int64] | None:
    """Return the ids of documents, or None where none is named."""
    ids = sorted(number for number, source in snapshot.sources() if source in sources)
    return np.array(ids, np.int64) if sources else None


def test_nearest_sentences_come_in_alone(snapshot: Snapshot) -> None:
    """The sentence search by vector brings in the nearest sentence and no neighbor."""
    depth = Depth(sentences=1, passages=0, words=0, passage_words=0)
    assert readings(snapshot, "a jar costs how much", depth) == {"A jar costs four crowns."}


def test_nearest_passages_come_in_whole(snapshot: Snapshot) -> None:
    """The passage search by vector brings in all sentences of a passage."""
    depth = Depth(sentences=0, passages=1, words=0, passage_words=0)
    assert readings(snapshot, "a jar costs four crowns", depth) == {"A jar costs four crowns.", "Nobody complains."}


def test_passages_with_the_words_come_in_whole(snapshot: Snapshot) -> None:
    """The passage search by words brings in all sentences of a passage."""
    depth = Depth(sentences=0, passages=0, words=0, passage_words=1)
    assert readings(snapshot, "mills", depth) == {"The duty on steel stays.", "Mills are angry."}


def test_sentences_with_the_words_come_in_by_themselves_and_by_what_they_stand_under(snapshot: Snapshot) -> None:
    """One search reads the sentence, another the sentence under its title and headings."""
    depth = Depth(sentences=0, passages=0, words=10, passage_words=0)
    found = readings(snapshot, "honey", depth)
    assert found == {
        "The ban is lifted.",
        "A jar costs four crowns.",
        "Nobody complains.",
        "It carries honey on Mondays.",
    }


def test_ways_of_searching_are_joined(snapshot: Snapshot) -> None:
    """What any way brings in is a candidate, once."""
    question = ask_of("honey")
    whole = search(snapshot, question, None)
    assert set(whole.readings) == set(readings(snapshot, "honey", Depth()))
    assert len(whole) == 6 + 1
    assert (np.diff(whole.ids) > 0).all()


def test_each_way_of_searching_brings_in_its_own(snapshot: Snapshot) -> None:
    """Together the ways bring in what search does; each finds nothing where its own depth is 0."""
    question = ask_of("a jar of honey on the ferry")
    ways = find(snapshot, question, None)
    assert [found.source for found in ways] == list(Source)
    joined = np.unique(np.concatenate([found.ids for found in ways]))
    assert joined.tolist() == search(snapshot, question, None).ids.tolist()
    for found in find(snapshot, question, None, Depth(sentences=1, passages=0, words=0, passage_words=0)):
        assert len(found.ids) == (found.source is Source.SENTENCE_VECTORS)


def test_each_way_gives_the_best_first(snapshot: Snapshot) -> None:
    """The sentence or passage that is most like the question comes first, whatever its id."""
    ways = find(snapshot, ask_of("mills are angry"), None)
    first = [snapshot.place(found.ids[:1].tolist())[0].reading for found in ways]
    assert first == [
        "Mills are angry.",
        "The duty on steel stays.",
        *["Mills are angry."] * 2,
        "The duty on steel stays.",
    ]


def test_no_depth_gives_no_candidates(snapshot: Snapshot) -> None:
    """Searching for nothing finds nothing."""
    assert not readings(snapshot, "honey", NOTHING)


@pytest.mark.parametrize("source", [HONEY, FERRY, STEEL])
def test_only_allowed_documents_come_in(snapshot: Snapshot, source: str) -> None:
    """Whatever fits better elsewhere, every candidate stands in an allowed document."""
    allowed = documents_of(snapshot, source)
    for question in ("honey ferry steel", "mills are angry", "the ferry sails daily", "zyzzyva"):
        found = search(snapshot, ask_of(question), allowed)
        assert len(found)
        assert set(found.documents.tolist()) == set(np.asarray(allowed).tolist())


def test_depth_is_filled_from_the_allowed_documents(snapshot: Snapshot) -> None:
    """A better sentence that is not allowed takes nobody's place."""
    for depth in (
        Depth(sentences=2, passages=0, words=0, passage_words=0),
        Depth(sentences=0, passages=1, words=0, passage_words=0),
    ):
        assert readings(snapshot, "mills are angry", depth, FERRY) == {
            "The ferry sails daily.",
            "It carries honey on Mondays.",
        }


def test_words_fill_from_the_allowed_documents(snapshot: Snapshot) -> None:
    """The best text by words among the allowed comes in, though better ones are not allowed."""
    depth = Depth(sentences=0, passages=0, words=1, passage_words=0)
    assert readings(snapshot, "honey jar", depth, FERRY) == {"It carries honey on Mondays."}


def test_no_allowed_document_gives_no_candidates(snapshot: Snapshot) -> None:
    """An empty list of documents allows nothing, unlike no list."""
    assert len(search(snapshot, ask_of("honey"), np.empty(0, np.int64))) == 0


def test_a_question_without_words_is_searched_by_meaning(snapshot: Snapshot) -> None:
    """Where no word is left to search for, the nearest by vector still come in."""
    assert len(search(snapshot, ask_of("x" * 100), None)) == 7


def crowd(prefix: str, count: int, words: str) -> str:
    """Return a note of so many sentences, each with some of these words in an order of its own."""
    vocabulary = words.split()
    lines = (
        " ".join([prefix, *(vocabulary[(number * step + step) % len(vocabulary)] for step in range(1, 3 + number % 7))])
        for number in range(count)
    )
    return "\n\n".join(f"{line.capitalize()} {number}." for number, line in enumerate(lines))


def test_what_may_not_be_searched_has_no_say_in_the_candidates(tmp_path: Path) -> None:
    """The same come in, in the same order and each way, whether the other notes are in the index or not."""
    notes = {f"{number}.txt": crowd("the day", 60, "ferry honey pier board steel mill jar duty") for number in range(4)}
    others = {f"aaa/{number}.txt": crowd("a", 80, "pier steel jar crown") for number in range(5)}
    depth = Depth(sentences=7, passages=2, words=5, passage_words=1)
    told = []
    for folder, written in ((tmp_path / "all", notes | others), (tmp_path / "own", notes)):
        with small_snapshot(folder, written) as snapshot:
            allowed = documents_of(snapshot, *notes)
            for question in ("the pier and the ferry", "duty on steel", "a jar of honey", "board day 31"):
                ways = [way.ids.tolist() for way in find(snapshot, ask_of(question), allowed, depth)]
                placed = [[(each.citation.source, each.ordinal) for each in snapshot.place(ids)] for ids in ways]
                told.append(placed)
    assert told[:4] == told[4:]
    assert all(all(ways) for ways in told)
