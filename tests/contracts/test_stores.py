"""Every store keeps what search relies on, whatever engine is behind it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from index.stores.base import Hits, VectorStore, WordStore
from index.stores.joined import JoinedVectors
from index.stores.segments import Segment, list_segments, move_segments
from index.stores.vectors import FaissVectors, write_vectors
from index.stores.word_writer import WordWriter, make_words
from index.stores.words import TantivyWords

Vectors = NDArray[np.float32]
Text = tuple[int, int, str]
MakeVectors = Callable[[Path, NDArray[np.int64], Vectors], VectorStore]
MakeWords = Callable[[Path, Sequence[Text]], WordStore]


def _faiss(folder: Path, ids: NDArray[np.int64], vectors: Vectors) -> VectorStore:
    write_vectors(folder / "some.faiss", vectors.shape[1], [(ids, vectors)])
    return FaissVectors(folder / "some.faiss")


def _tantivy(folder: Path, texts: Sequence[Text]) -> WordStore:
    with WordWriter(folder, ("text",)) as writer:
        writer.add((number, document, (text,)) for number, document, text in texts)
    return TantivyWords(folder, ("text",))


def _joined(folder: Path, ids: NDArray[np.int64], vectors: Vectors) -> VectorStore:
    """Put every third vector into the same part."""
    parts = {}
    for part in range(3):
        path = folder / f"{part}.faiss"
        write_vectors(path, vectors.shape[1], [(ids[part::3], vectors[part::3])])
        parts[str(part)] = FaissVectors(path)
    return JoinedVectors(parts, vectors.shape[1])


def _segmented(folder: Path, texts: Sequence[Text]) -> WordStore:
    """Put every third text into the same segment, each written apart."""
    make_words(folder, ("text",))
    segments: list[Segment] = []
    for part in range(3):
        apart = folder / f"apart-{part}"
        apart.mkdir()
        with WordWriter(apart, ("text",)) as writer:
            writer.add((number, document, (text,)) for number, document, text in texts[part::3])
        segments += move_segments(apart, folder)
    list_segments(folder, segments)
    return TantivyWords(folder, ("text",))


VECTOR_STORES = [pytest.param(_faiss, id="faiss"), pytest.param(_joined, id="joined")]
WORD_STORES = [pytest.param(_tantivy, id="tantivy"), pytest.param(_segmented, id="segmented")]

IDS = np.array([3, 4, 10, 11, 500, 2**40], np.int64)
TEXTS = [
    (3, 1, "The leaders agreed to share information."),
    (4, 1, "The ferry was late."),
    (10, 2, "The ferry that was late is a ferry of the islands."),
    (11, 2, "Nothing was agreed."),
    (500, 9, "Leaders, leaders, leaders!"),
    (2**40, 9, ""),
]


def unit_vectors(count: int, dimension: int) -> Vectors:
    """Return unit vectors, drawn by chance but the same at every run."""
    drawn = np.random.default_rng(7).normal(size=(count, dimension)).astype(np.float32)
    return np.asarray(drawn / np.linalg.norm(drawn, axis=1, keepdims=True), np.float32)


VECTORS = unit_vectors(len(IDS), 16)


def some(*ids: int) -> NDArray[np.int64]:
    """Return ids as search takes them."""
    return np.array(ids, np.int64)


def is_best_first(hits: Hits) -> bool:
    """Return whether scores fall, one for each id, in the types that are promised."""
    falling = bool((np.diff(hits.scores) <= 0).all())
    return (
        falling and hits.ids.dtype == np.int64 and hits.scores.dtype == np.float32 and len(hits.ids) == len(hits.scores)
    )


@pytest.mark.parametrize("make", VECTOR_STORES)
class TestVectorStore:
    """What every store of vectors promises."""

    def test_a_vector_finds_itself_first(self, make: MakeVectors, tmp_path: Path) -> None:
        """The best for each vector is its own id, with a cosine of 1."""
        store = make(tmp_path, IDS, VECTORS)
        assert len(store) == len(IDS)
        for number, vector in zip(IDS, VECTORS, strict=True):
            hits = store.search(vector, 3, None)
            assert is_best_first(hits)
            assert len(hits.ids) == 3
            assert hits.ids[0] == number
            assert hits.scores[0] == pytest.approx(1.0, abs=2e-3)

    def test_only_allowed_ids_are_found(self, make: MakeVectors, tmp_path: Path) -> None:
        """The best among the allowed come, in their order, even where better ones are not allowed."""
        store = make(tmp_path, IDS, VECTORS)
        hits = store.search(VECTORS[0], 10, some(4, 500, 2**40))
        assert is_best_first(hits)
        everything = store.search(VECTORS[0], 10, None).ids.tolist()
        assert hits.ids.tolist() == [number for number in everything if number in {4, 500, 2**40}]

    @pytest.mark.parametrize("allowed", [some(), some(5), some(0, 12, 2**41)])
    def test_ids_that_are_not_there_allow_nothing(
        self, make: MakeVectors, tmp_path: Path, allowed: NDArray[np.int64]
    ) -> None:
        """Where no allowed id is in the store nothing is found, not a neighbor."""
        hits = make(tmp_path, IDS, VECTORS).search(VECTORS[0], 10, allowed)
        assert hits.ids.tolist() == []
        assert is_best_first(hits)

    def test_no_more_than_the_limit_is_found(self, make: MakeVectors, tmp_path: Path) -> None:
        """A limit of nothing gives nothing, and one beyond the store gives all of it, each once."""
        store = make(tmp_path, IDS, VECTORS)
        assert store.search(VECTORS[0], 0, None).ids.tolist() == []
        assert store.search(VECTORS[0], 2, None).ids.shape == (2,)
        assert sorted(store.search(VECTORS[0], 1000, None).ids.tolist()) == IDS.tolist()

    def test_an_empty_store_finds_nothing(self, make: MakeVectors, tmp_path: Path) -> None:
        """Notes of headings alone give a store without a vector, and no error."""
        store = make(tmp_path, some(), np.empty((0, 16), np.float32))
        assert len(store) == 0
        assert store.search(VECTORS[0], 10, None).ids.tolist() == []
        assert store.search(VECTORS[0], 10, some(3)).ids.tolist() == []
        assert store.vectors(some()).shape == (0, 16)

    def test_vectors_come_in_the_order_asked(self, make: MakeVectors, tmp_path: Path) -> None:
        """Each id gives its vector, in whatever order and as often as it is asked for."""
        store = make(tmp_path, IDS, VECTORS)
        found = store.vectors(some(500, 3, 500))
        assert found.dtype == np.float32
        np.testing.assert_allclose(found, VECTORS[[4, 0, 4]], atol=1e-3)

    def test_threads_find_what_one_finds(self, make: MakeVectors, tmp_path: Path) -> None:
        """Several threads may search at once."""
        store = make(tmp_path, IDS, VECTORS)
        same_in_threads(lambda: store.search(VECTORS[2], 4, some(3, 4, 10, 11, 500)))


@pytest.mark.parametrize("make", WORD_STORES)
class TestWordStore:
    """What every store of words promises."""

    def test_texts_are_found_by_their_words(self, make: MakeWords, tmp_path: Path) -> None:
        """A text with more of the words, and shorter, stands before others; one without them is not found."""
        store = make(tmp_path, TEXTS)
        assert len(store) == len(TEXTS)
        hits = store.search("text", store.terms("leaders"), 10, None)
        assert is_best_first(hits)
        assert hits.ids.tolist() == [500, 3]
        assert set(store.search("text", store.terms("ferry agreed"), 10, None).ids.tolist()) == {3, 4, 10, 11}

    def test_terms_are_different_and_folded(self, make: MakeWords, tmp_path: Path) -> None:
        """Letter case, accents and endings do not tell terms apart, and each comes once."""
        store = make(tmp_path, TEXTS)
        assert len(store.terms("Leaders LEADER leáder's")) == len(store.terms("leader s"))
        assert store.terms("ferries") == store.terms("Ferry")
        assert store.terms(" ?! ") == ()

    def test_only_texts_of_allowed_documents_are_found(self, make: MakeWords, tmp_path: Path) -> None:
        """A filter leaves out: what is in no allowed document is not found."""
        store = make(tmp_path, TEXTS)
        terms = store.terms("late ferry")
        assert store.search("text", terms, 10, some(2, 77)).ids.tolist() == [10]
        assert sorted(store.search("text", terms, 10, some(1, 2)).ids.tolist()) == [4, 10]
        assert store.search("text", terms, 10, some()).ids.tolist() == []

    def test_a_filter_makes_a_store_of_its_own(self, make: MakeWords, tmp_path: Path) -> None:
        """What the others hold changes neither what is found nor a score, a rarity or a count, not in the last bit."""
        allowed = some(1, 2)
        places = [tmp_path / "all", tmp_path / "own"]
        for place in places:
            place.mkdir()
        everything = make(places[0], [*TEXTS, (7, 8, "ferry " * 30), (8, 8, "leaders share nothing")])
        own = make(places[1], [text for text in TEXTS if text[1] in allowed])
        for question in ("late ferry", "the leaders share", "ferry", "was agreed", "nowhere"):
            terms = own.terms(question)
            for limit in (1, 2, 10):
                told = lists(everything.search("text", terms, limit, allowed))
                assert told == lists(own.search("text", terms, limit, allowed))
                ids, scores = lists(own.search("text", terms, limit, None))
                assert told == (ids, pytest.approx(scores, rel=1e-5))
            assert everything.rarities("text", terms, allowed).tolist() == own.rarities("text", terms, None).tolist()
            assert everything.count("text", terms, allowed) == own.count("text", terms, None)

    def test_a_count_is_of_texts_that_hold_all_terms(self, make: MakeWords, tmp_path: Path) -> None:
        """In these documents, or anywhere."""
        store = make(tmp_path, TEXTS)
        assert store.count("text", store.terms("ferry"), None) == 2
        assert store.count("text", store.terms("ferry islands"), None) == 1
        assert store.count("text", store.terms("ferry leaders"), None) == 0
        assert store.count("text", store.terms("leaders"), some(9, 77)) == 1
        assert store.count("text", store.terms("leaders"), some()) == 0

    def test_no_more_than_the_limit_is_found(self, make: MakeWords, tmp_path: Path) -> None:
        """The limit keeps the best, and nothing where it is nothing."""
        store = make(tmp_path, TEXTS)
        terms = store.terms("the ferry was agreed")
        everything = store.search("text", terms, 100, None).ids.tolist()
        assert store.search("text", terms, 2, None).ids.tolist() == everything[:2]
        assert store.search("text", terms, 0, None).ids.tolist() == []

    def test_scores_are_those_of_search(self, make: MakeWords, tmp_path: Path) -> None:
        """The score of a given text is what search would have ranked it by, and 0 without a word in common."""
        store = make(tmp_path, TEXTS)
        terms = store.terms("leaders ferry")
        found = dict(zip(*lists(store.search("text", terms, 10, None)), strict=True))
        ids = some(2**40, 10, 3, 10, 11, 999)
        scores = store.scores("text", terms, ids)
        assert scores.dtype == np.float32
        assert scores.tolist() == [found.get(number, 0.0) for number in ids.tolist()]

    @pytest.mark.parametrize("count", [3, 24, 25, 60])
    def test_what_stands_is_what_scores(self, make: MakeWords, tmp_path: Path, count: int) -> None:
        """A term stands in a given text where the text scores for it alone, however many terms are looked for."""
        store = make(tmp_path, TEXTS)
        none = tuple(f"nowhere{number}" for number in range(count - 3))
        terms = (*store.terms("leaders"), *none, *store.terms("ferry late"))
        ids = some(2**40, 10, 3, 10, 11, 999)
        standing = store.standing("text", terms, ids)
        assert standing.shape == (6, count)
        for column, term in enumerate(terms):
            assert standing[:, column].tolist() == (store.scores("text", (term,), ids) > 0).tolist()
        assert standing.any()

    def test_many_terms_stand_in_one_text(self, make: MakeWords, tmp_path: Path) -> None:
        """Each is told, however many stand together."""
        words = tuple(f"word{number}" for number in range(60))
        store = make(tmp_path, [(1, 1, " ".join(words)), (2, 1, " ".join(words[::2])), (3, 2, words[1])])
        standing = store.standing("text", words, some(1, 2, 3))
        assert standing[0].all()
        assert standing[1].tolist() == [number % 2 == 0 for number in range(60)]
        assert standing[2].tolist() == [number == 1 for number in range(60)]

    def test_nothing_asked_gives_nothing(self, make: MakeWords, tmp_path: Path) -> None:
        """No term, or no text, is no error."""
        store = make(tmp_path, TEXTS)
        assert store.search("text", (), 10, None).ids.tolist() == []
        assert store.search("text", (), 10, some(1)).ids.tolist() == []
        assert store.scores("text", (), some(3, 4)).tolist() == [0.0, 0.0]
        assert store.scores("text", store.terms("ferry"), some()).shape == (0,)
        assert store.standing("text", (), some(3, 4)).shape == (2, 0)
        assert store.standing("text", store.terms("ferry"), some()).shape == (0, 1)

    def test_an_empty_store_finds_nothing(self, make: MakeWords, tmp_path: Path) -> None:
        """A store without a text can be opened and asked."""
        store = make(tmp_path, [])
        assert len(store) == 0
        assert store.search("text", store.terms("ferry"), 10, None).ids.tolist() == []
        assert store.rarities("text", ("ferri",), None)[0] >= 0

    def test_a_dictionary_holds_the_terms_that_begin_so(self, make: MakeWords, tmp_path: Path) -> None:
        """Each with the number of texts that hold it, the most first, counted among the allowed documents only."""
        store = make(tmp_path, TEXTS)
        assert store.dictionary("text", "lea", None) == (("leader", 2),)
        assert dict(store.dictionary("text", "", None))["ferri"] == 2
        counts = [count for _, count in store.dictionary("text", "", None)]
        assert counts == sorted(counts, reverse=True)
        assert store.dictionary("text", "ferri", some(1, 9)) == (("ferri", 1),)
        assert store.dictionary("text", "ferri", some(9)) == store.dictionary("text", "ferri", some()) == ()
        assert store.dictionary("text", "zebra", None) == ()

    def test_a_rare_term_weighs_more(self, make: MakeWords, tmp_path: Path) -> None:
        """Rarity falls with the number of texts that hold a term, and is highest for one that none holds."""
        store = make(tmp_path, TEXTS)
        (nothing,), (share,), (ferry,), (was,) = map(store.terms, ("nowhere", "share", "ferry", "was"))
        rarities = store.rarities("text", (was, ferry, share, nothing), None).tolist()
        assert rarities == sorted(rarities)
        assert len(set(rarities)) == 4
        assert rarities[0] > 0

    def test_threads_find_what_one_finds(self, make: MakeWords, tmp_path: Path) -> None:
        """Several threads may search at once."""
        store = make(tmp_path, TEXTS)
        terms = store.terms("leaders ferry agreed")
        same_in_threads(lambda: store.search("text", terms, 10, some(1, 2)))


def lists(hits: Hits) -> tuple[list[int], list[float]]:
    """Return ids and scores as plain lists."""
    return hits.ids.tolist(), hits.scores.tolist()


def same_in_threads(search: Callable[[], Hits]) -> None:
    """Check that eight threads, each searching many times, find what one finds."""
    expected = lists(search())
    found: list[bool] = []

    def work() -> None:
        found.extend(lists(search()) == expected for _ in range(50))

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [True] * 400
