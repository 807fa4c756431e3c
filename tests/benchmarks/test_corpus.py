"""Every contestant gets the same sentences, and what it finds is known by where it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from benchmarks.corpora import Choice, draw_vectors, eval_sets, generated, prepare
from benchmarks.corpus import Corpus, export
from benchmarks.errors import BenchmarkError
from benchmarks.near import index_near
from index.schema import CATALOG_NAME

if TYPE_CHECKING:
    from pathlib import Path


def test_each_row_stands_where_it_says(corpus: Corpus) -> None:
    """A sentence's place holds its words (these have no markup inside, but for tables)."""
    texts = corpus.texts()
    assert len(texts) == corpus.size == 120
    assert corpus.documents == 3
    for row, text in enumerate(texts):
        place = corpus.place(row)
        whole = (corpus.briefings / place.source).read_text(encoding="utf-8")
        assert whole[place.start : place.end] == text or text.startswith("Product: ")


def test_hidden_files_and_other_formats_are_no_notes(corpus: Corpus) -> None:
    """An index inside the folder is not read as notes."""
    (corpus.briefings / ".briefbot").mkdir()
    (corpus.briefings / ".briefbot" / "a.md").write_text("Hidden words.\n", encoding="utf-8")
    (corpus.briefings / "a.csv").write_text("a,b\n", encoding="utf-8")
    export(corpus)
    assert corpus.size == 120


def test_a_corpus_that_is_whole_is_not_made_again(tmp_path: Path) -> None:
    """One that was interrupted is."""
    told: list[str] = []
    choice = generated(60, 1)
    first = prepare(choice, tmp_path, told.append)
    assert (first.size, told) == (60, ["making 60 generated"])
    prepare(choice, tmp_path, told.append)
    assert len(told) == 1
    (first.folder / "whole.json").unlink()
    prepare(choice, tmp_path, told.append)
    assert len(told) == 2


def test_a_folder_without_sets_is_refused(tmp_path: Path) -> None:
    """The error says what one looks like."""
    with pytest.raises(BenchmarkError, match="holds no set; give a folder of folders"):
        list(eval_sets(tmp_path))


def test_the_set_that_is_there_to_learn_from_is_not_asked(tmp_path: Path) -> None:
    """Others are, by their names."""
    for name in ("wiki", "selqa"):
        (tmp_path / name / "briefings").mkdir(parents=True)
        (tmp_path / name / "questions.jsonl").touch()
    assert [choice.name for choice in eval_sets(tmp_path)] == ["wiki"]


def test_large_sizes_are_drawn_and_small_ones_are_not() -> None:
    """It is said of a choice, so that the table can say it."""
    assert [generated(size, 1).is_drawn for size in (20_000, 200_000)] == [False, True]


@pytest.mark.usefixtures("quiet")
def test_drawn_vectors_are_those_of_the_index(corpus: Corpus) -> None:
    """All contestants search the same ones: of the same words the same, near each other's, of unit length."""
    index_near(corpus.folder, corpus.index_of("briefbot"))
    draw_vectors(corpus, corpus.index_of("briefbot") / CATALOG_NAME)
    vectors = corpus.vectors()
    assert vectors is not None
    assert vectors.shape == (120, 384)
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(np.ones(120), abs=1e-3)


def test_a_choice_makes_nothing_by_itself() -> None:
    """Sizes can be refused before a file is written."""

    def fail(_: Path) -> None:
        raise AssertionError

    assert Choice("x", 1, fail).sentences == 1
