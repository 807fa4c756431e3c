"""Words in Tantivy are scored as BM25 is written, and damage is noticed."""

from __future__ import annotations

import errno
import math
import shutil
import tempfile
from collections import Counter
from typing import TYPE_CHECKING

import numpy as np
import pytest

from index.errors import StoreError
from index.stores.word_fields import LONGEST_TERM
from index.stores.word_writer import WordWriter, _os_error
from index.stores.words import TantivyWords

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager
    from pathlib import Path

    Bound = Callable[[], AbstractContextManager[None]]
    Limit = Callable[[int], AbstractContextManager[None]]

FIELDS = ("sentence", "titled")
# Catalog id, document, sentence, title: none longer than 40 words, up to which Tantivy keeps lengths exactly.
TEXTS = (
    (1, 1, "The two leaders agreed to share classified information.", "Leaders meeting"),
    (2, 1, "Work on the economy begins in May.", "Leaders meeting"),
    (5, 2, "The ferry was late, and the next ferry was late too.", "Ferry report"),
    (6, 2, "Ferries.", "Ferry report"),
    (9, 3, "Nothing to report.", "Information for the press"),
)


def written(folder: Path) -> Path:
    """Write the texts into a new folder and return it."""
    folder.mkdir()
    with WordWriter(folder, FIELDS) as writer:
        writer.add((number, document, (text, f"{title}. {text}")) for number, document, text, title in TEXTS)
    return folder


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder of words that is only read."""
    return written(tmp_path_factory.mktemp("words") / "sentences")


def bm25(store: TantivyWords, texts: list[str], terms: tuple[str, ...]) -> list[float]:
    """Return BM25 as Robertson and Zaragoza write it (2009), k1 = 1.2 and b = 0.75, for each text."""
    counts = [Counter(term for word in text.split() for term in store.terms(word)) for text in texts]
    mean = sum(sum(count.values()) for count in counts) / len(counts)
    scores = []
    for count in counts:
        score = 0.0
        for term in terms:
            holders = sum(term in other for other in counts)
            rarity = math.log(1 + (len(counts) - holders + 0.5) / (holders + 0.5))
            length = 1.2 * (1 - 0.75 + 0.75 * sum(count.values()) / mean)
            score += rarity * count[term] * (1.2 + 1) / (count[term] + length)
        scores.append(score)
    return scores


@pytest.mark.parametrize(
    "question", ["leaders", "ferry", "late ferries", "the information to share", "what did the leaders report?", "none"]
)
@pytest.mark.parametrize("field", FIELDS)
def test_scores_are_bm25(folder: Path, field: str, question: str) -> None:
    """Every text's score is the formula's, in either field, and search ranks by it."""
    store = TantivyWords(folder, FIELDS)
    texts = [text if field == "sentence" else f"{title}. {text}" for _, _, text, title in TEXTS]
    terms = store.terms(question)
    expected = bm25(store, texts, terms)
    ids = np.array([number for number, *_ in TEXTS], np.int64)
    np.testing.assert_allclose(store.scores(field, terms, ids), expected, rtol=1e-5)
    hits = store.search(field, terms, 10, None)
    np.testing.assert_allclose(hits.scores, sorted((score for score in expected if score), reverse=True), rtol=1e-5)


def test_rarity_is_the_formulas(folder: Path) -> None:
    """A term of 2 texts in 5 has ln(1 + 3.5 / 2.5); one that stands nowhere ln(1 + 5.5 / 0.5)."""
    store = TantivyWords(folder, FIELDS)
    ferry, zebra = store.rarities("sentence", ("ferri", "zebra"), None)
    assert ferry == pytest.approx(math.log(1 + 3.5 / 2.5))
    assert zebra == pytest.approx(math.log(1 + 5.5 / 0.5))
    assert store.rarities("titled", ("inform",), None)[0] == pytest.approx(math.log(1 + 3.5 / 2.5))


def test_terms_are_folded_and_stemmed_once(folder: Path) -> None:
    """Letter case, accents and English endings go, order stays, and what is too long for a word is dropped."""
    store = TantivyWords(folder, FIELDS)
    assert store.terms("Agreed: the FERRIES' café, agreeing!") == ("agre", "the", "ferri", "cafe")
    assert store.terms("x" * (LONGEST_TERM - 1) + " " + "y" * LONGEST_TERM) == ("x" * (LONGEST_TERM - 1),)


def test_an_error_while_writing_leaves_nothing_that_answers(tmp_path: Path) -> None:
    """A block that fails commits nothing, and its error goes on."""

    def texts() -> Iterator[tuple[int, int, tuple[str, ...]]]:
        yield 1, 1, ("some words", "some words")
        raise KeyError

    with pytest.raises(KeyError), WordWriter(tmp_path, FIELDS) as writer:
        writer.add(texts())
    del writer
    store = TantivyWords(tmp_path, FIELDS)
    assert len(store) == 0
    assert store.search("sentence", ("word",), 5, None).ids.tolist() == []


def test_a_text_missing_for_a_field_is_refused(tmp_path: Path) -> None:
    """Every field needs its text: none is left out in silence."""
    with pytest.raises(ValueError, match="zip"), WordWriter(tmp_path, FIELDS) as writer:
        writer.add([(1, 1, ("only one",))])


@pytest.mark.parametrize("size", [10, 2_000])
def test_a_full_disk_says_so(tmp_path: Path, largest_file: Limit, size: int) -> None:
    """No room raises what the operating system said, when the store is begun as well as when it is committed."""
    words = " ".join(f"word{number}" for number in range(2_000))
    with (
        largest_file(size),
        pytest.raises(OSError, match="too large") as refusal,
        WordWriter(tmp_path, FIELDS) as writer,
    ):
        writer.add([(1, 1, (words, words))])
    assert refusal.value.errno == errno.EFBIG
    assert refusal.value.filename == str(tmp_path)


@pytest.mark.parametrize("said", ["full (os error 28)", 'Os { code: 28, kind: StorageFull, message: "full" }'])
def test_an_error_of_the_system_is_known_by_its_number(tmp_path: Path, said: str) -> None:
    """As Rust shows it to people, and to programmers where it stands inside another error."""
    assert _os_error(ValueError(said), tmp_path).errno == errno.ENOSPC


def test_a_missing_folder_cannot_be_written_to(tmp_path: Path) -> None:
    """Where Tantivy does not say which error of the operating system it was, its own words are kept."""
    with pytest.raises(OSError, match="does not exist"):
        WordWriter(tmp_path / "nowhere", FIELDS)


def test_a_missing_store_is_refused_and_not_made(tmp_path: Path) -> None:
    """Opening makes nothing: neither where there is no folder nor in an empty one."""
    for place in (tmp_path / "nowhere", tmp_path):
        with pytest.raises(StoreError, match="is missing or damaged") as refusal:
            TantivyWords(place, FIELDS)
        assert str(place) in str(refusal.value)
    assert list(tmp_path.iterdir()) == []


def test_a_store_of_other_fields_is_refused(folder: Path) -> None:
    """A store with other fields is another store."""
    with pytest.raises(StoreError, match="is missing or damaged"):
        TantivyWords(folder, ("passage",))


@pytest.mark.parametrize("suffix", [".json", ".term", ".idx", ".fast", ".fieldnorm", ".pos", ".store"])
@pytest.mark.parametrize("damage", ["missing", "empty", "cut off"])
def test_damage_is_a_store_error(folder: Path, tmp_path: Path, suffix: str, damage: str) -> None:
    """A file that is missing, empty or cut off is noticed at opening or at searching, and never crashes."""
    spoilt = tmp_path / "spoilt"
    shutil.copytree(folder, spoilt)
    for path in spoilt.glob(f"*{suffix}"):
        content = path.read_bytes()
        path.unlink()
        if damage != "missing":
            path.write_bytes(content[: len(content) // 2] if damage == "cut off" else b"")
    with pytest.raises(StoreError, match="is missing or damaged"):
        TantivyWords(spoilt, FIELDS).search("sentence", ("leader",), 5, None)


def test_a_store_that_is_open_can_be_deleted(folder: Path, tmp_path: Path) -> None:
    """What is open goes on answering after its folder is gone, and puts nothing back there."""
    copy = tmp_path / "copy"
    shutil.copytree(folder, copy)
    store = TantivyWords(copy, FIELDS)
    try:
        shutil.rmtree(copy)
    except PermissionError:
        pytest.skip("open files cannot be deleted here")
    assert store.search("sentence", store.terms("leaders"), 5, None).ids.tolist() == [1]
    assert not copy.exists()


def test_a_read_only_store_is_read(
    open_folder: Path, bound_by_permissions: Bound, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A store in a folder that cannot be written answers as any other, and leaves nothing behind."""
    temporary = open_folder / "tmp"
    temporary.mkdir()
    temporary.chmod(0o777)
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    folder = written(open_folder / "sentences")
    expected = TantivyWords(folder, FIELDS).search("sentence", ("ferri",), 5, None)
    for path in folder.iterdir():
        path.unlink() if path.suffix == ".lock" else path.chmod(0o444)
    folder.chmod(0o555)
    with bound_by_permissions():
        store = TantivyWords(folder, FIELDS)
        assert list(temporary.iterdir()) == []
        hits = store.search("sentence", ("ferri",), 5, None)
        assert store.scores("titled", ("leader",), np.array([1, 2, 5], np.int64)).tolist()[2] == 0.0
    assert hits.ids.tolist() == expected.ids.tolist() == [6, 5]
    assert hits.scores.tolist() == expected.scores.tolist()


def test_words_of_most_texts_find_none_in_a_large_store(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a question has others; alone they are what is looked for, and a small store looks for all of them."""
    store = TantivyWords(folder, FIELDS)
    counts = {term: len(store.search("titled", (term,), 10, None).ids) for term in store.terms("the ferry leaders")}
    common, rare = max(counts, key=lambda term: counts[term]), min(counts, key=lambda term: counts[term])
    assert counts[common] > 0.5 * len(store) > counts[rare] > 0
    both = store.search("titled", (common, rare), 10, None).ids
    monkeypatch.setattr("index.stores.bm25.LARGE", 1)
    monkeypatch.setattr("index.stores.bm25.TELLING_SHARE", 0.5)
    assert (
        store.search("titled", (common, rare), 10, None).ids.tolist()
        == store.search("titled", (rare,), 10, None).ids.tolist()
    )
    assert len(store.search("titled", (common,), 10, None).ids) == counts[common]
    assert len(both) > counts[rare]
