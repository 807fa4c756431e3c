"""The tree ranker scores as LightGBM does."""

from __future__ import annotations

import json
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.candidates import Evidence
from index.errors import ModelError
from index.rankers.trees import TreeRanker

if TYPE_CHECKING:
    from random import Random

    from numpy.typing import NDArray

DATA = Path(__file__).parents[2] / "data"
NAMES = tuple("abcde")
HEAD = "\n".join([
    "tree", "version=v4", "num_class=1", "num_tree_per_iteration=1", "label_index=0", "max_feature_idx=1",
    "objective=lambdarank", "feature_names=a b", "feature_infos=[0:1] [0:1]", "tree_sizes=1 1", "",
])  # fmt: skip
FIRST = "\n".join([
    "", "Tree=0", "num_leaves=3", "num_cat=0", "split_feature=0 1", "threshold=0.5 -2", "decision_type=2 2",
    "left_child=1 -1", "right_child=-2 -3", "leaf_value=1 2 4", "is_linear=0", "shrinkage=1", "",
])  # fmt: skip
SECOND = "\n".join([
    "", "Tree=1", "num_leaves=1", "num_cat=0", "split_feature=", "threshold=", "decision_type=",
    "left_child=", "right_child=", "leaf_value=10", "is_linear=0", "shrinkage=1", "",
])  # fmt: skip
TINY = HEAD + FIRST + SECOND + "\nend of trees\n"
NAN, INF = float("nan"), float("inf")


def scores(model: str, rows: list[list[float]], folder: Path) -> list[float]:
    """Return the scores of rows over the signals a and b by a model's text."""
    path = folder / "ranker.txt"
    path.write_text(model, encoding="utf-8")
    found: list[float] = TreeRanker(path).score(Evidence(("b", "a"), np.array(rows, np.float32)[:, ::-1])).tolist()
    return found


def test_a_row_gets_the_sum_of_the_leaves_that_it_reaches(tmp_path: Path) -> None:
    """Up to a threshold goes left, above it right, at each node by the signal of that name; a lone leaf counts too."""
    rows = [[0.5, -2], [0.5, -1.9], [0.6, -2], [INF, -INF], [-INF, INF]]
    assert scores(TINY, rows, tmp_path) == [11, 14, 12, 12, 14]


def test_scores_are_float32_and_no_candidate_gives_none(tmp_path: Path) -> None:
    """The promise of a ranker holds down to a question without candidates."""
    (tmp_path / "ranker.txt").write_text(TINY)
    found = TreeRanker(tmp_path / "ranker.txt").score(Evidence(("a", "b"), np.zeros((0, 2), np.float32)))
    assert (found.shape, found.dtype) == ((0,), np.float32)


@pytest.mark.parametrize(
    ("kind", "at_nan", "at_zero"),
    [
        (0, 14, 14),  # nothing is missing, NaN is zero, and zero is above -2 but not above 0.5
        (2, 14, 14),
        (4, 12, 12),  # zero is missing, NaN is zero, to the right
        (6, 11, 11),  # to the left
        (8, 12, 14),  # NaN is missing, to the right
        (10, 11, 14),  # to the left
    ],
)
def test_what_is_missing_goes_where_the_node_says(kind: int, at_nan: float, at_zero: float, tmp_path: Path) -> None:
    """NaN and zero take a node's default where they are missing to it, else they are compared as zero."""
    model = TINY.replace("decision_type=2 2", f"decision_type={kind} {kind}")
    rows = [[NAN, NAN], [0, 0], [1e-36, -1e-36], [0.5, -2], [0.5, 1]]
    assert scores(model, rows, tmp_path) == [at_nan, at_zero, at_zero, 11, 14]


@pytest.mark.parametrize("name", ["nan", "zero"])
def test_real_models_score_as_lightgbm_did(name: str) -> None:
    """Models that LightGBM trained, of up to 12 and 40 leaves, give its own raw scores to 1e-6."""
    told = json.loads((DATA / "lightgbm_scores.json").read_text(encoding="utf-8"))
    found = TreeRanker(DATA / f"lightgbm_{name}.txt").score(Evidence(NAMES, np.array(told["rows"], np.float32)))
    assert np.abs(found - told["scores"][name]).max() < 1e-6


VALUES = st.sampled_from([NAN, 0.0, 1e-36, -INF, INF]) | st.floats(-3, 3, width=32)
ROWS = st.lists(st.tuples(*[VALUES] * 5), min_size=1, max_size=12)
REAL = {name: TreeRanker(DATA / f"lightgbm_{name}.txt") for name in ("nan", "zero")}


def real(name: str, rows: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return the scores of rows over all signals by a real model."""
    return REAL[name].score(Evidence(NAMES, rows))


@given(st.sampled_from(["nan", "zero"]), ROWS, st.randoms())
def test_a_score_is_the_candidate_s_own(name: str, rows: list[tuple[float, ...]], random: Random) -> None:
    """Candidates in another order, or alone, keep their scores."""
    values = np.array(rows, np.float32)
    order = np.array(random.sample(range(len(rows)), len(rows)))
    found = real(name, values)
    assert real(name, values[order]).tolist() == found[order].tolist()
    assert real(name, values[:1]).tolist() == found[:1].tolist()


@given(st.floats(width=32, allow_nan=False), st.floats(width=32, allow_nan=False))
def test_rising_leaves_give_rising_scores(one: float, other: float) -> None:
    """Where a tree's leaves rise from left to right over one signal, more of it never scores less."""
    rising = TINY.replace("split_feature=0 1", "split_feature=0 0").replace("leaf_value=1 2 4", "leaf_value=1 4 2")
    with TemporaryDirectory() as folder:
        low, high = scores(rising, [[min(one, other), 0], [max(one, other), 0]], Path(folder))
    assert low <= high


@pytest.mark.parametrize(
    ("part", "instead", "message"),
    [
        ("num_cat=0", "num_cat=1", r"has a categorical split; train it with numerical features only"),
        ("decision_type=2 2", "decision_type=2 1", r"has a categorical split; train"),
        ("is_linear=0", "is_linear=1", r"has a linear tree \(tree 0\); train it with linear_tree=false"),
        ("num_class=1", "num_class=3", r"has several classes; train it for one score"),
        ("num_tree_per_iteration=1", "num_tree_per_iteration=3", r"has several classes; train it for one score"),
        ("objective=", "average_output\nobjective=", r"is a random forest; train it with boosting=gbdt"),
        ("version=v4", "version=v3", r"is in version 'v3' of LightGBM's format, not 'v4'; save it with LightGBM 4"),
        ("tree_sizes=1 1", "tree_sizes=", r"has no tree; train it for one round at least"),
        ("tree\n", "{", r"is not a LightGBM model; write it with Booster\.save_model"),
    ],
)
def test_other_kinds_are_refused(part: str, instead: str, message: str, tmp_path: Path) -> None:
    """A model that is no sum of numerical trees is named as what it is, with what to train instead."""
    refused(TINY.replace(part, instead, 1), message, tmp_path)


@pytest.mark.parametrize(
    ("part", "instead", "how"),
    [
        ("end of trees", "", "cut short"),
        (SECOND, "", "trees are missing"),
        ("leaf_value=1 2 4", "leaf_value=1 2", "tree 0 has too few numbers or too many"),
        ("threshold=0.5 -2\n", "threshold=0.5\n", "tree 0 has too few numbers or too many"),
        ("threshold=0.5 -2\n", "", "no threshold"),
        ("feature_names=", "names=", "no feature_names"),
        ("threshold=0.5 -2", "threshold=0.5 -x", "text where a number should be"),
        ("left_child=1 -1", "left_child=1.5 -1", "text where a number should be"),
        ("num_leaves=3", "num_leaves=three", "text where a number should be"),
        ("leaf_value=1 2 4", "leaf_value=1 nan 4", "a number that is not finite"),
        ("split_feature=0 1", "split_feature=0 2", "a split by a feature without a name"),
        ("decision_type=2 2", "decision_type=2 14", "an unknown type of decision"),
        ("left_child=1 -1", "left_child=0 -1", "its nodes do not form trees"),
        ("left_child=1 -1", "left_child=2 -1", "its nodes do not form trees"),
        ("left_child=1 -1", "left_child=1 -4", "its nodes do not form trees"),
        ("left_child=1 -1", "left_child=1 -3", "its nodes do not form trees"),
    ],
)
def test_damage_is_found(part: str, instead: str, how: str, tmp_path: Path) -> None:
    """A file with a part missing or changed is refused with what is wrong in it and what to do."""
    refused(TINY.replace(part, instead, 1), rf"is damaged \({how}\); install briefbot again, or save", tmp_path)


def refused(model: str, message: str, folder: Path) -> None:
    """Assert that a model's text is refused in one line that names the file and matches a message."""
    path = folder / "ranker.txt"
    path.write_text(model, encoding="utf-8")
    with pytest.raises(ModelError, match=message) as caught:
        TreeRanker(path)
    assert str(path) in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_tree_of_too_many_leaves_is_refused(tmp_path: Path) -> None:
    """More leaves than a mask has bits cannot be evaluated, and the setting that bounds them is named."""
    nodes = range(64)
    lines = {
        "num_leaves=3": "num_leaves=65",
        "split_feature=0 1": "split_feature=" + " ".join("0" for _ in nodes),
        "threshold=0.5 -2": "threshold=" + " ".join(str(node) for node in nodes),
        "decision_type=2 2": "decision_type=" + " ".join("2" for _ in nodes),
        "left_child=1 -1": "left_child=" + " ".join(str(~node) for node in nodes),
        "right_child=-2 -3": "right_child=" + " ".join([*(str(node + 1) for node in nodes[:-1]), "-65"]),
        "leaf_value=1 2 4": "leaf_value=" + " ".join("1" for _ in range(65)),
    }
    model = TINY
    for line, longer in lines.items():
        model = model.replace(line, longer)
    refused(model, "has a tree of 65 leaves; train it with num_leaves=64 at most", tmp_path)


def test_a_file_that_is_not_there_or_no_text_is_refused(tmp_path: Path) -> None:
    """What the operating system or the encoding says comes as one line."""
    with pytest.raises(ModelError, match="cannot be read: No such file"):
        TreeRanker(tmp_path / "none.txt")
    (tmp_path / "ranker.txt").write_bytes(b"tree\n\xff")
    with pytest.raises(ModelError, match="not UTF-8"):
        TreeRanker(tmp_path / "ranker.txt")


def test_a_missing_signal_is_an_error() -> None:
    """A signal that the model reads and that was not gathered is not passed over in silence."""
    with pytest.raises(ValueError, match="index"):
        REAL["nan"].score(Evidence(("a",), np.zeros((1, 1), np.float32)))
