"""Other names for what a question names, and sentences that are found by them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from small_index import ask_of, small_snapshot

from index.names import other_names
from index.question import OtherName, Question
from index.records import Filters
from index.search import Depth, search
from index.signals.coverage import PassageCoverage, SentenceCoverage

if TYPE_CHECKING:
    from collections.abc import Iterator

    from index.seen import Snapshot

LONG = "Ministry of Foreign Affairs and Trade"
NOTES = {
    "a.md": f"The {LONG} (MFAT) was founded long ago.\n",
    "b.md": "# Trip\n\nMFAT pays for the flights.\n",
    "c.md": f"# Cost\n\nThe {LONG} bears it.\n",
    "d.md": "# Who\n\nThe World Health Organization (WHO) has eight rooms.\n",
    "e.md": "# Other\n\nThe trade of affairs. It has 8 doors.\n",
}


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Snapshot]:
    """Return the snapshot of these notes."""
    with small_snapshot(tmp_path_factory.mktemp("names"), NOTES) as made:
        yield made


def names(snapshot: Snapshot, question: str, *sources: str) -> set[OtherName]:
    """Return the other names in a question, of the documents that these globs let pass; "who" alone is a word."""
    documents = snapshot.allowed(Filters(sources=sources))
    return set(other_names(snapshot, question, documents, lambda word: word == "who"))


@pytest.mark.parametrize(
    ("question", "asked", "other"),
    [
        ("What does MFAT pay?", "MFAT", LONG),
        ("what does mfat pay", "mfat", LONG),
        ("What does the Ministry of Foreign Affairs and Trade pay?", LONG.casefold(), "MFAT"),
        ("what does the ministry of foreign affairs and trade pay", LONG.casefold(), "MFAT"),
        ("Is WHO there?", "WHO", "World Health Organization"),
        ("which 8 doors", "8", "eight"),
        ("Which Eight rooms", "Eight", "8"),
    ],
)
def test_each_form_leads_to_the_other(snapshot: Snapshot, question: str, asked: str, other: str) -> None:
    """An abbreviation to its name, a name to its abbreviation, a number in digits to its word and back."""
    assert names(snapshot, question) == {OtherName(asked, other)}


@pytest.mark.parametrize(
    "question",
    ["who pays", "what is MFATX", "the ministry of foreign affairs", "1 one 2024 3.1 1,008 08:20 8.5 31/8", "pay"],
)
def test_what_is_no_such_name_has_no_other(snapshot: Snapshot, question: str) -> None:
    """Words that look like an abbreviation, parts of names, parts of numbers."""
    assert names(snapshot, question) == set()


def test_only_allowed_documents_define(snapshot: Snapshot) -> None:
    """What a document defines that the filters leave out says nothing."""
    assert names(snapshot, "What does MFAT pay?", "b.md") == set()
    assert names(snapshot, "What does MFAT pay?", "a.md") == {OtherName("MFAT", LONG)}


@pytest.mark.parametrize(("question", "source"), [("MFAT bears", "c.md"), (f"{LONG} pays for flights", "b.md")])
def test_a_sentence_with_the_other_name_holds_the_one_asked(snapshot: Snapshot, question: str, source: str) -> None:
    """It is found by words alone, and covers the question as if the name stood there."""
    plain = ask_of(question)
    named = Question(plain.text, plain.vector, other_names(snapshot, question, None, lambda _: False))
    depth = Depth(sentences=0, passages=0, words=40, passage_words=0)
    found = search(snapshot, named, None, depth)
    sources = dict(snapshot.sources())
    place = [sources[int(document)] for document in found.documents].index(source)
    for signal in (SentenceCoverage(), PassageCoverage()):
        with_name, without = (signal.measure(one, found, snapshot)[place] for one in (named, plain))
        assert with_name == pytest.approx(1)
        assert without < 0.8


def test_some_words_of_the_other_name_are_not_the_name(snapshot: Snapshot) -> None:
    """A sentence about trade and affairs is none about the ministry."""
    question = ask_of("MFAT")
    named = Question(question.text, question.vector, (OtherName("MFAT", LONG),))
    found = search(snapshot, named, None)
    place = [dict(snapshot.sources())[int(document)] for document in found.documents].index("e.md")
    assert np.isclose(SentenceCoverage().measure(named, found, snapshot)[place], 0)
