"""Folds keep a document's questions together."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from index.fit.folds import FOLDS, make_folds


@given(st.lists(st.sampled_from("abcdefghijkl"), min_size=1, max_size=80))
def test_every_question_has_one_fold_and_a_document_is_never_split(homes: list[str]) -> None:
    """With as many documents as folds, questions of one document share a fold, and no fold is empty."""
    folds = make_folds(homes)
    assert len(folds.of) == len(homes)
    assert folds.by_document == (len(set(homes)) >= FOLDS)
    if folds.by_document:
        assert len(set(zip(homes, folds.of.tolist(), strict=True))) == len(set(homes))
        assert set(folds.of.tolist()) == set(range(FOLDS))


def test_few_documents_are_split_by_question() -> None:
    """With fewer documents than folds the questions are dealt out in turn."""
    assert make_folds(["a"] * 6 + ["b"]).of.tolist() == [0, 1, 2, 3, 4, 0, 1]
