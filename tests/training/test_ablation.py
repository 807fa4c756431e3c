"""Ablation tells what is lost without a signal or a way of searching."""

from __future__ import annotations

import numpy as np
import pytest

pytest.importorskip("scipy")

from small_asked import asked_of

from index.search import Source
from training.ablation import Searched, closer_table, first_table, searched
from training.weights import RANKED

COUNT = 6


def row_of(table: str, what: str) -> list[float]:
    """Return the figures of one row of a table."""
    line = next(line for line in table.splitlines() if line.startswith(f"{what:28}"))
    return [float(figure) for figure in line[28:].split()]


def one_set(*, logits: bool = False) -> Searched:
    """Return questions whose right candidate, the last, is told by `quantity` alone and found by BM25 passage alone.

    One more has right candidates only, which every way finds.
    """
    asked, found = [], []
    for _ in range(12):
        values = np.zeros((COUNT, len(RANKED)))
        values[:, RANKED.index("quantity")] = np.arange(COUNT) == COUNT - 1
        asked.append(asked_of(values, [place == COUNT - 1 for place in range(COUNT)], RANKED, range(COUNT)))
        ways = np.zeros((COUNT, len(Source)), bool)
        ways[:-1, 0] = ways[-1, -1] = True
        found.append(ways)
    asked.append(asked_of(asked[0].evidence.values, [True] * COUNT, RANKED))
    found.append(np.ones((COUNT, len(Source)), bool))
    scores = {place: np.arange(COUNT).astype(np.float32) for place in range(13)}
    return Searched(asked, found, scores if logits else {})


def test_a_signal_that_tells_all_is_missed() -> None:
    """Without the one signal that tells, hits fall from all; without another they stay."""
    table = first_table({"a": one_set(), "b": one_set()})
    assert row_of(table, "all") == [100] * 6
    assert row_of(table, "- length") == [100] * 6
    assert max(row_of(table, "- quantity")[::2]) < 100


def test_a_way_that_alone_finds_the_answer_is_missed() -> None:
    """Without the one way that found the right candidates nothing hits; ways that found the rest are not missed."""
    sets = {"a": one_set(), "b": one_set()}
    table = first_table(sets)
    assert row_of(table, f"- {Source.PASSAGE_WORDS.value}")[0] == pytest.approx(100 / 13, abs=0.05)
    assert row_of(table, f"- {Source.SENTENCE_WORDS.value}") == [100] * 6


def test_candidates_that_another_way_found_too_stay() -> None:
    """Taking a way out takes only what no other way found, with its evidence, its place among the best, its logit."""
    ways = np.zeros((3, len(Source)), bool)
    ways[0, 0] = ways[1, 1] = ways[2, 0] = ways[2, 1] = True
    row = asked_of([[1, 0], [2, 0], [3, 0]], [False, False, True], best=[2, 0, 1])
    left = Searched([row], [ways], {0: np.array([9, 8], np.float32)}).without(Source.SENTENCE_VECTORS)
    assert left.asked[0].evidence.values[:, 0].tolist() == [2, 3]
    assert left.asked[0].hits.tolist() == [False, True]
    assert left.asked[0].sources == ("set/1.md", "set/2.md")
    assert left.asked[0].best.tolist() == [1, 0]
    assert left.asked[0].pairs == ("pair 2", "pair 1")
    assert left.logits[0].tolist() == [9]
    assert left.found[0].shape == (2, len(Source))


def test_the_cross_encoder_is_missed_where_it_tells() -> None:
    """Where no signal of the first ranker tells, hits are lost without the cross-encoder, and not without another."""
    sets = {"a": one_set(logits=True), "b": one_set(logits=True)}
    for one in sets.values():
        for row in one.asked:
            row.evidence.values[:, RANKED.index("quantity")] = 0
    table = closer_table(sets)
    for what in ("all", "- first_margin", "- length"):
        assert row_of(table, what) == [100] * 6
    assert max(row_of(table, "- pair")[::2]) < 100


def test_only_answerable_questions_are_searched_again() -> None:
    """Logits follow their questions where those that nothing answers are left out."""
    wrong, right = one_set().asked[0], one_set().asked[0]
    object.__setattr__(wrong, "answerable", False)
    one = searched([wrong, right], [np.ones((COUNT, len(Source)), bool)], {1: np.ones(2, np.float32)})
    assert one.asked == [right]
    assert list(one.logits) == [0]
