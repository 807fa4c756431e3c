"""Reads the text that LightGBM writes with `Booster.save_model`, without LightGBM, whose import takes seconds."""

from __future__ import annotations

from typing import TYPE_CHECKING, NoReturn

import numpy as np

from index.errors import ModelError
from index.rankers.ensemble import CATEGORICAL, DEFAULT_LEFT, MISSING_NAN, MISSING_SHIFT, Trees

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

_VERSION = "v4"
_NODE_FIELDS = ("split_feature", "threshold", "decision_type", "left_child", "right_child")
_LARGEST_DECISION = CATEGORICAL | DEFAULT_LEFT | MISSING_NAN << MISSING_SHIFT


def read_trees(path: Path) -> Trees:
    """Return the trees of a model in LightGBM's text format, version 4.

    Raises:
        ModelError: the file cannot be read, is damaged, or holds what is not a sum of trees with numerical splits.
    """
    head, *blocks = _whole(path).split("\nTree=")
    header = _fields(head)
    _check_kind(header, path)
    trees = [_fields(block) for block in blocks]
    try:
        if len(trees) != len(header["tree_sizes"].split()):
            _damaged(path, "trees are missing")
        for place, tree in enumerate(trees):
            _check_tree(tree, place, path)
        read = _flat(tuple(header["feature_names"].split(" ")), trees)
    except KeyError as error:
        _damaged(path, f"no {error.args[0]}")
    except ValueError:
        _damaged(path, "text where a number should be")
    _check_numbers(read, path)
    return read


def _whole(path: Path) -> str:
    """Return the file's text up to the end of its trees.

    Raises:
        ModelError: it cannot be read, or does not get there.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise ModelError(f"the ranker {path} cannot be read: {error.strerror}", "install briefbot again") from error
    except UnicodeDecodeError:
        _damaged(path, "not UTF-8")
    if not text.startswith("tree\n"):
        raise ModelError(f"the ranker {path} is not a LightGBM model", "write it with Booster.save_model")
    trees, end, _ = text.partition("\nend of trees")
    if not end:
        _damaged(path, "cut short")
    return trees


def _fields(block: str) -> dict[str, str]:
    """Return the values of a block's lines by key; a line without `=` has an empty value."""
    return dict([line.partition("=")[::2] for line in block.split("\n")])


def _check_kind(header: Mapping[str, str], path: Path) -> None:
    """Refuse what is not a model of one score that is a sum over trees.

    Raises:
        ModelError: always then.
    """
    version = header.get("version", "")[:20]
    if version != _VERSION:
        what = f"the ranker {path} is in version {version!r} of LightGBM's format, not {_VERSION!r}"
        raise ModelError(what, "save it with LightGBM 4")
    if (header.get("num_class"), header.get("num_tree_per_iteration")) != ("1", "1"):
        raise ModelError(f"the ranker {path} has several classes", "train it for one score, as lambdarank does")
    if "average_output" in header:
        raise ModelError(f"the ranker {path} is a random forest", "train it with boosting=gbdt")
    if not header.get("tree_sizes"):
        raise ModelError(f"the ranker {path} has no tree", "train it for one round at least")


def _check_tree(tree: Mapping[str, str], place: int, path: Path) -> None:
    """Refuse a tree that is linear in its leaves, splits by category, or lacks a number.

    Raises:
        ModelError: always then.
        KeyError: a line is missing.
        ValueError: a number cannot be read.
    """
    if tree["is_linear"] != "0":
        raise ModelError(f"the ranker {path} has a linear tree (tree {place})", "train it with linear_tree=false")
    if tree["num_cat"] != "0":
        _categorical(path)
    leaves = int(tree["num_leaves"])
    lengths = {len(tree[field].split()) for field in _NODE_FIELDS}
    if lengths != {leaves - 1} or len(tree["leaf_value"].split()) != leaves:
        _damaged(path, f"tree {place} has too few numbers or too many")


def _flat(feature_names: tuple[str, ...], trees: Sequence[Mapping[str, str]]) -> Trees:
    """Return the trees in flat arrays.

    Raises:
        KeyError: a line is missing.
        ValueError: a number cannot be read.
    """
    return Trees(
        feature_names,
        leaf_counts=_integers(trees, "num_leaves"),
        leaf_values=_floats(trees, "leaf_value"),
        features=_integers(trees, "split_feature"),
        thresholds=_floats(trees, "threshold"),
        decisions=_integers(trees, "decision_type"),
        left=_integers(trees, "left_child"),
        right=_integers(trees, "right_child"),
    )


def _integers(trees: Sequence[Mapping[str, str]], field: str) -> NDArray[np.int64]:
    """Return the numbers in one line of all trees, one after the other, shape (numbers,), int64."""
    return np.array(_joined(trees, field).split(), np.int64)


def _floats(trees: Sequence[Mapping[str, str]], field: str) -> NDArray[np.float64]:
    """Return the numbers in one line of all trees, one after the other, shape (numbers,), float64."""
    return np.array(_joined(trees, field).split(), np.float64)


def _joined(trees: Sequence[Mapping[str, str]], field: str) -> str:
    """Return one line of all trees, one after the other."""
    return " ".join([tree[field] for tree in trees])


def _check_numbers(read: Trees, path: Path) -> None:
    """Refuse numbers that make no trees.

    Raises:
        ModelError: always then.
    """
    if np.any(read.decisions & CATEGORICAL):
        _categorical(path)
    if np.any((read.decisions < 0) | (read.decisions > _LARGEST_DECISION)):
        _damaged(path, "an unknown type of decision")
    if np.any((read.features < 0) | (read.features >= len(read.feature_names))):
        _damaged(path, "a split by a feature without a name")
    if not (np.isfinite(read.thresholds).all() and np.isfinite(read.leaf_values).all()):
        _damaged(path, "a number that is not finite")
    if not read.are_trees():
        _damaged(path, "its nodes do not form trees")


def _categorical(path: Path) -> NoReturn:
    """Refuse a model with a categorical split.

    Raises:
        ModelError: always.
    """
    raise ModelError(f"the ranker {path} has a categorical split", "train it with numerical features only")


def _damaged(path: Path, how: str) -> NoReturn:
    """Say that the file is not as LightGBM wrote it.

    Raises:
        ModelError: always.
    """
    raise ModelError(f"the ranker {path} is damaged ({how})", "install briefbot again, or save the model again")
