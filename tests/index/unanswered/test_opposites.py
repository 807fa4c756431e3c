"""Opposites are those of one row, and only where one may stand is a sentence looked at."""

from __future__ import annotations

from index.unanswered.opposites import like, may_turn_around, opposites_of, verb_stem


def test_opposites() -> None:
    """The first verb of a row is the opposite of the others, and they of it, in every form."""
    assert opposites_of(verb_stem("supported")) == {verb_stem("oppose")}
    assert opposites_of(verb_stem("fell")) == {verb_stem("rise")}
    assert opposites_of(verb_stem("refused")) == {verb_stem("accept"), verb_stem("agreed")}
    assert like(verb_stem("banned")) == {verb_stem("forbade"), verb_stem("prohibits")}
    assert opposites_of("ferri") == frozenset()


def test_may_turn_around() -> None:
    """A negation in either text or such a verb in the question is looked into."""
    assert may_turn_around("who went?", "Nobody went.")
    assert may_turn_around("why didn't she go", "She went.")
    assert may_turn_around("why did they agree", "They talked.")
    assert not may_turn_around("who went?", "She went and agreed.")
