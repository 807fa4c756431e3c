"""Every index, whether in a folder or shared through Milvus, does what the front door asks of it, and alike."""

from __future__ import annotations

import datetime as dt
from functools import partial
from typing import TYPE_CHECKING

import numpy as np
import pytest
from lite_server import addresses, needs_milvus, new_name
from small_index import ask_of, bag_of_words
from small_stores import SmallStore, embedded, readings

from index.classifications import Classifications
from index.errors import BriefbotError, CatalogError, QuestionError
from index.records import Filters
from index.reports import Level, Standing
from index.search import Source, search
from index.signals import gather

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

FERRY = """---
title: Ferry timetable
date: 2023-05-04
tags: [Transport, ships]
---
# Northern line

The northern ferry leaves the harbor at seven. It is late on Sundays.

- Bring warm clothes.
- Dogs travel for free.

## Fares

What does a ticket cost?

A ticket costs nine crowns.
"""
COUNCIL = """---
title: Council minutes
date: 2021-02-03
classification: RESTRICTED
---
The council adopted the budget of the Ministry of Harbor Affairs (MHA).
Dogs travel for free.
"""
PLAIN = "The committee met on Tuesday.\n\nNobody spoke of the ferry.\n"
NOTES = {"2023/ferry.md": FERRY, "council.md": COUNCIL, "plain.txt": PLAIN}

Make = "Callable[..., SmallStore]"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Give the address of a server, up to the name of an index."""
    with addresses(tmp_path_factory.mktemp("milvus") / "data") as address:
        yield address


@pytest.fixture(params=["embedded", "milvus"])
def make(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Callable[..., SmallStore]]:
    """Give what opens an index of `notes`: each time the same one, of any folder of them."""
    opened: list[SmallStore] = []
    if request.param == "milvus":
        needs_milvus()
        from index.milvus.store import open_shared

        opener = partial(open_shared, f"{request.getfixturevalue('server')}{new_name()}")
    else:
        opener = embedded

    def open_one(**choices: object) -> SmallStore:
        opened.append(SmallStore(tmp_path / "notes", opener, **choices))  # type: ignore[arg-type]
        return opened[-1]

    yield open_one
    for one in opened:
        one.close()
    if request.param == "milvus" and opened:
        opened[0].store.pool.server.drop()
        opened[0].close()


@pytest.fixture
def small(make: Callable[..., SmallStore]) -> SmallStore:
    """Give an index of NOTES."""
    one = make()
    one.sync(NOTES)
    return one


def test_a_folder_comes_in_whole(small: SmallStore) -> None:
    """All documents are there, with what they say of themselves, and a second look changes nothing."""
    ferry, council, plain = small.store.holdings.documents(Filters())
    assert [ferry.source, council.source, plain.source] == list(NOTES)
    assert (ferry.title, ferry.date, ferry.tags) == ("Ferry timetable", dt.date(2023, 5, 4), ("Transport", "ships"))
    assert (council.classification, plain.title, plain.date) == ("RESTRICTED", None, None)
    assert [each.sentences for each in (ferry, council, plain)] == [6, 2, 2]
    again = small.sync()
    assert (again.added, again.changed, again.removed, again.unchanged, again.generation) == ((), (), (), 3, 1)


def test_text_and_sentences_are_what_they_were(small: SmallStore) -> None:
    """A document comes back to the last character, and each sentence stands where it says."""
    document = small.store.holdings.document("2023/ferry.md", Filters())
    assert document.text == FERRY
    for sentence in document.sentences:
        assert FERRY[sentence.span.start : sentence.span.end] == sentence.text
    assert [sentence.heading for sentence in document.sentences][-1] == ("Northern line", "Fares")
    with pytest.raises(QuestionError, match=r"the nearest is 2023/ferry\.md"):
        small.store.holdings.document("2023/fery.md", Filters())


def test_what_is_changed_takes_the_place_of_what_was(small: SmallStore) -> None:
    """After an edit the old words are found in no way, the new ones are, and the rest is as before."""
    report = small.sync({"plain.txt": "The committee met on Friday.\n"})
    assert (report.changed, report.added, report.generation) == (("plain.txt",), (), 2)
    everything = {
        reading for found in small.found("committee Tuesday Friday spoke ferry").values() for reading in found
    }
    assert "The committee met on Friday." in everything
    assert not {"The committee met on Tuesday.", "Nobody spoke of the ferry."} & everything
    assert "The northern ferry leaves the harbor at seven." in everything


def test_what_is_removed_is_found_no_more(small: SmallStore) -> None:
    """A document whose file is gone is in no list, no search and no count; others stay."""
    (small.notes / "council.md").unlink()
    report = small.sync()
    assert (report.removed, small.sources()) == (("council.md",), ["2023/ferry.md", "plain.txt"])
    assert all("council" not in reading for found in small.found("council budget").values() for reading in found)
    with small.store.pool.snapshot() as snapshot:
        words = snapshot.stores.passage_words
        assert words.dictionary("spelled", "council", None) == ()
        assert len(snapshot.stores.sentence_words) == 8
        assert snapshot.stores.definitions.among(None) == ()


def test_counts_follow_an_update_that_lands_between_two_questions(small: SmallStore) -> None:
    """What was counted for the question before is not counted twice, and what has left not at all."""

    def ferries() -> tuple[int, float]:
        with small.store.pool.snapshot() as snapshot:
            counted = dict(snapshot.stores.passage_words.dictionary("spelled", "ferry", None))
            (rarity,) = snapshot.stores.sentence_words.rarities("sentence", ("ferri",), None).tolist()
            return counted.get("ferry", 0), round(rarity, 4)

    def rarity(texts: int, held: int) -> float:
        return round(float(np.log1p((texts - held + 0.5) / (held + 0.5))), 4)

    assert ferries() == (2, rarity(10, 2))
    small.sync({"new.txt": "Another ferry.\n"})
    assert ferries() == (3, rarity(11, 3))
    small.sync({"plain.txt": "Nothing of it.\n"})
    assert ferries() == (2, rarity(10, 2))


def test_a_file_of_another_name_is_another_document(small: SmallStore) -> None:
    """What is renamed is there under its new name alone."""
    (small.notes / "plain.txt").rename(small.notes / "other.txt")
    small.sync()
    assert small.sources() == ["2023/ferry.md", "council.md", "other.txt"]
    assert small.candidates("committee").count("The committee met on Tuesday.") == 1


@pytest.mark.parametrize("listed", [0, 32])
@pytest.mark.parametrize(
    ("filters", "passing"),
    [
        (Filters(sources=("2023/*",)), ["2023/ferry.md"]),
        (Filters(sources=("*.txt", "council*")), ["council.md", "plain.txt"]),
        (Filters(since=dt.date(2022, 1, 1)), ["2023/ferry.md"]),
        (Filters(until=dt.date(2022, 1, 1)), ["council.md"]),
        (Filters(tags=("TRANSPORT",)), ["2023/ferry.md"]),
        (Filters(ceiling="unclassified"), ["2023/ferry.md", "plain.txt"]),
        (Filters(ceiling="unclassified", also=(Filters(sources=("p*",)),)), ["plain.txt"]),
        (Filters(sources=("nothing",)), []),
        (Filters(sources=("ferry.md", "plain.txt")), ["2023/ferry.md", "plain.txt"]),
        (Filters(sources=("2023/",), ceiling="unclassified"), ["2023/ferry.md"]),
        (Filters(until=dt.date(2022, 1, 1), ceiling="unclassified"), []),
    ],
)
def test_filters_let_through_what_passes(
    small: SmallStore, filters: Filters, passing: list[str], listed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By source, date, tag and ceiling: in lists, in every way of searching, and in the words that are known.

    A shared index lists so few documents in what it asks the server; of more it says what the filters say.
    """
    monkeypatch.setattr("index.milvus.fetched._FEW", listed)
    assert small.sources(filters) == passing
    held = {
        sentence.reading for source in passing for sentence in small.store.holdings.document(source, filters).sentences
    }
    for found in small.found("ferry dogs council committee ticket", filters).values():
        assert set(found) <= held
    assert held == set(small.candidates("the ferry dogs council committee it a what", filters))
    with small.store.pool.snapshot() as snapshot:
        documents = snapshot.allowed(filters)
        known = dict(snapshot.stores.passage_words.dictionary("spelled", "council", documents))
        assert bool(known) == ("council.md" in passing)
        assert snapshot.labeled("timetable", documents) == ("2023/ferry.md" in passing)


def test_a_ceiling_goes_by_the_markings_of_who_asks(make: Callable[..., SmallStore]) -> None:
    """The same index under another list of markings: a line at the top counts where it is one of them."""
    make().sync({**NOTES, "marked.txt": "AMBER\n\nThe dogs are secret.\n"})
    own = make(classifications=Classifications(("green", "amber", "restricted"), None))
    assert own.sources(Filters(ceiling="green")) == ["2023/ferry.md", "plain.txt"]
    assert own.sources(Filters(ceiling="amber")) == ["2023/ferry.md", "marked.txt", "plain.txt"]


def test_a_marking_behind_a_long_front_matter_counts(make: Callable[..., SmallStore]) -> None:
    """However much stands before it."""
    words = "\n".join(f"key{number}: {'x' * 90}" for number in range(400))
    one = make()
    one.sync({"long.md": f"---\n{words}\n---\nSECRET\n\nThe dogs are here.\n", "plain.txt": PLAIN})
    assert one.sources(Filters(ceiling="unclassified")) == ["plain.txt"]


def test_each_way_of_searching_finds_its_own_first(small: SmallStore) -> None:
    """By vector and by words, sentence and passage; words of the title count where that is searched."""
    found = small.found("The council adopted the budget of the Ministry of Harbor Affairs (MHA).")
    for source in Source:
        assert found[source][0].startswith("The council adopted"), source
    assert small.found("timetable")[Source.SENTENCE_WORDS] == []
    assert "Bring warm clothes." in small.found("timetable")[Source.TITLED_WORDS]


def test_words_count_as_the_embedded_analyzer_cuts_them(make: Callable[..., SmallStore]) -> None:
    """Case, accents, endings, letters of other scripts, and words that look like the server's own."""
    one = make()
    one.sync({"a.txt": "Crème brûlée for the MINISTERS.\n\nZürich zz41 grüßt.\n\nთოვლი მოდის.\n\n東京 answers.\n"})
    for question, reading in {
        "creme brulee": "Crème brûlée for the MINISTERS.",
        "minister": "Crème brûlée for the MINISTERS.",
        "zurich": "Zürich zz41 grüßt.",
        "zz41": "Zürich zz41 grüßt.",
        "თოვლი": "თოვლი მოდის.",
        "東京": "東京 answers.",
    }.items():
        assert one.found(question)[Source.SENTENCE_WORDS] == [reading], question
    with one.store.pool.snapshot() as snapshot:
        words = snapshot.stores.passage_words
        assert words.dictionary("spelled", "MINI", None) == (("MINISTERS", 1),)
        assert dict(words.dictionary("spelled", "Z", None)) == {"Zurich": 1}


def test_rarity_and_scores_follow_from_the_texts(small: SmallStore) -> None:
    """Rarities are those of the formula; a text scores above zero where the term stands; twice is more than once."""
    with small.store.pool.snapshot() as snapshot:
        words = snapshot.stores.sentence_words
        ids = np.unique(np.concatenate([snapshot.members_of(_passages(snapshot)), [0, 2**60]])).astype(np.int64)
        dogs = words.terms("dogs")
        held = np.array(["Dogs" in reading for reading in _readings_or_nothing(snapshot, ids)])
        assert ((words.scores("sentence", dogs, ids) > 0) == held).all()
        texts, with_dogs = 10, 2
        expected = np.log1p((texts - with_dogs + 0.5) / (with_dogs + 0.5))
        assert words.rarities("sentence", dogs, None) == pytest.approx([expected], rel=1e-5)
        plain = snapshot.allowed(Filters(sources=("plain.txt",)))
        assert words.rarities("sentence", words.terms("ferry"), plain) == pytest.approx([np.log1p(1.5 / 1.5)], rel=1e-5)


def _passages(snapshot: object) -> np.ndarray:
    found = snapshot.nearest_passages(bag_of_words("dogs"), 100, None)  # type: ignore[attr-defined]
    return np.sort(found.ids)


def _readings_or_nothing(snapshot: object, ids: np.ndarray) -> list[str]:
    real = [number for number in ids.tolist() if 0 < number < 2**60]
    known = dict(zip(real, readings(snapshot, real), strict=True))  # type: ignore[arg-type]
    return [known.get(number, "") for number in ids.tolist()]


def test_a_sentence_says_all_that_an_answer_needs(small: SmallStore) -> None:
    """Text, span, line, heading, title, date, neighbors, and where else its words stand."""
    with small.store.pool.snapshot() as snapshot:
        hits = snapshot.nearest_sentences(bag_of_words("Dogs travel for free."), 2, None)
        placed = {each.citation.source: each for each in snapshot.place(hits.ids.tolist())}
        dogs = placed["2023/ferry.md"]
        span = dogs.citation.span
        assert FERRY[span.start : span.end] == dogs.text == "Dogs travel for free."
        assert (dogs.line, dogs.page, dogs.heading, dogs.title) == (11, None, "Northern line", "Ferry timetable")
        assert (dogs.before, dogs.after, dogs.date) == (
            "Bring warm clothes.",
            "What does a ticket cost?",
            dt.date(2023, 5, 4),
        )
        assert snapshot.also_in([dogs.id])[dogs.id] == (placed["council.md"].citation,)
        assert snapshot.also_in([dogs.id], snapshot.allowed(Filters(sources=("2023/*",)))) == {}
        around = snapshot.around([dogs.id], 20)[dogs.id]
        assert [near.reading for near in around.sentences][-2:] == ["Bring warm clothes.", "Dogs travel for free."]
        assert snapshot.overlapping("2023/ferry.md", span) == (dogs.id,)
        assert snapshot.overlapping("2023/ferry.md", span, snapshot.allowed(Filters(sources=("c*",)))) == ()


def test_signals_read_the_same_evidence(make: Callable[..., SmallStore], tmp_path: Path) -> None:
    """What the ranker is given for a question is what an embedded index of these notes gives."""
    one = make()
    one.sync(NOTES)
    reference = SmallStore(tmp_path / "notes", embedded, index="reference")
    reference.sync()
    values = []
    for store in (one.store, reference.store):
        with store.pool.snapshot() as snapshot:
            question = ask_of("what does a ticket for the northern ferry cost")
            candidates = search(snapshot, question, None)
            values.append((candidates.readings, gather(question, candidates, snapshot).values))
    reference.close()
    assert values[0][0] == values[1][0]
    assert np.abs(values[0][1] - values[1][1]).max() < 2e-3


def test_a_question_that_began_before_an_update_does_not_see_it(small: SmallStore) -> None:
    """What was there when it began is there until its end, and the update is in the next one."""
    with small.store.pool.snapshot() as snapshot:
        before = search(snapshot, ask_of("committee Tuesday"), None).readings
        small.sync({"plain.txt": "The committee met on Friday.\n", "new.txt": "The committee met on Monday.\n"})
        after = search(snapshot, ask_of("committee Tuesday"), None).readings
    assert before == after
    assert "The committee met on Monday." in small.candidates("committee")


def test_citations_are_held_against_what_stands_today(small: SmallStore) -> None:
    """One stands, one has moved, one has changed, one is gone."""
    with small.store.pool.snapshot() as snapshot:
        hits = snapshot.nearest_sentences(bag_of_words("Nobody spoke of the ferry."), 1, None)
        (placed,) = snapshot.place(hits.ids.tolist())
    citation = str(placed.citation)
    looking = small.store.holdings
    (check,) = looking.check([citation], Filters())
    assert (check.standing, check.text) == (Standing.STANDS, "Nobody spoke of the ferry.")
    small.sync({"plain.txt": "Somebody came.\n\nNobody spoke of the ferry.\n"})
    (check,) = looking.check([citation], Filters(), "Nobody spoke of the ferry.")
    assert (check.standing, check.text) == (Standing.MOVED, "Nobody spoke of the ferry.")
    small.sync({"plain.txt": "Somebody came.\n"})
    assert looking.check([citation], Filters())[0].standing is Standing.CHANGED
    (small.notes / "plain.txt").unlink()
    small.sync()
    assert looking.check([citation], Filters())[0].standing is Standing.GONE


def test_a_whole_index_is_found_whole_and_counted_right(small: SmallStore) -> None:
    """The audit finds nothing wrong, also after documents were replaced and removed; the state counts them."""
    small.sync({"plain.txt": "The committee met on Friday.\n"})
    (small.notes / "council.md").unlink()
    small.sync()
    assert [one for one in small.store.holdings.audit(Filters()) if one.level is not Level.OK] == []
    upkeep = small.store.upkeep
    state = small.store.holdings.state(upkeep.changes(upkeep.known()), Filters())
    assert (state.documents, state.files, state.sentences, state.generation) == (2, 2, 7, 3)
    assert (state.model, state.pending) == ("words", ())


def test_another_model_is_refused(small: SmallStore, make: Callable[..., SmallStore]) -> None:
    """An index made with one model is neither asked nor written with another, and says which it was."""
    other = make(name="other", digest="1" * 64)
    with pytest.raises(CatalogError, match="made with the model words, not with other"):
        other.sync()


def test_nothing_there_is_said(make: Callable[..., SmallStore]) -> None:
    """An index that was never made says so, and how to make it."""
    with pytest.raises(BriefbotError, match="briefbot index"), make().store.pool.snapshot():
        pass


def test_a_rebuild_reads_everything_again(small: SmallStore) -> None:
    """What is there afterwards is what the folder holds, and nothing twice."""
    (small.notes / "council.md").unlink()
    report = small.store.upkeep.rebuild()
    assert small.sources() == ["2023/ferry.md", "plain.txt"]
    assert report.generation > 1 or report.added
    assert small.candidates("committee").count("The committee met on Tuesday.") == 1


def test_a_question_without_filters_needs_no_list_of_documents(
    make: Callable[..., SmallStore], request: pytest.FixtureRequest
) -> None:
    """What a machine that only asks holds does not grow with the documents of a shared index."""
    if "milvus" not in request.node.name:
        pytest.skip("an embedded index has the list on its disk")
    make().sync(NOTES)
    asker = make(index="asker")
    asker.store.check_model()
    assert asker.candidates("ferry ticket council")
    assert asker.store.pool._shared._roster is None
