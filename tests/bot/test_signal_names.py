"""Evidence is called in plain words."""

from __future__ import annotations

from bot.signal_names import plain_name
from index.calibrate import OF_SCORES
from index.rerank import CLOSER
from index.signals import SIGNALS


def test_every_column_of_evidence_has_plain_words() -> None:
    """No two share theirs, and none is called by its name in the code."""
    names = [*(signal.name for signal in SIGNALS), *CLOSER, *OF_SCORES]
    plain = [plain_name(name) for name in names]
    assert len(set(plain)) == len(names)
    assert not [words for name, words in zip(names, plain, strict=True) if words in {name, name.replace("_", " ")}]


def test_a_column_without_plain_words_is_called_by_its_name() -> None:
    """A signal of tomorrow is shown all the same."""
    assert plain_name("tree_score") == "tree score"
