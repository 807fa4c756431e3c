"""How the value of a setting is read."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.values import ENVIRONMENT, Given, Rule, of_environment, path, read_value, switch, whole
from index import SettingsError


def _given(value: object) -> Given:
    return Given(value, "X", Path("base"), ENVIRONMENT)


def test_an_empty_variable_is_none() -> None:
    """What is set says where it was."""
    found = of_environment({"A": "1", "B": ""}, {"a": "A", "b": "B", "c": "C"})
    assert {name: (given.value, given.origin, given.strength) for name, given in found.items()} == {
        "a": ("1", "A", ENVIRONMENT)
    }


def test_what_may_be_a_secret_is_not_repeated() -> None:
    """Nor does the error's cause hold it."""
    with pytest.raises(SettingsError) as caught:
        read_value(Rule(whole(1, 2), "a number", shown=False), _given("s3cret"))
    assert str(caught.value) == "X has a value that is not allowed; give a number"
    assert caught.value.__cause__ is None
    assert caught.value.__suppress_context__
    with pytest.raises(SettingsError, match="X is 's3cret'; give a number"):
        read_value(Rule(whole(1, 2), "a number"), _given("s3cret"))


@pytest.mark.parametrize(("value", "on"), [("1", True), ("On", True), ("no", False), (True, True), ("FALSE", False)])
def test_switches_have_several_words(value: object, on: bool) -> None:
    """In any letter case."""
    assert switch(_given(value)) is on


def test_a_path_is_relative_to_where_it_was_given() -> None:
    """An absolute one is not."""
    assert path(_given("a/b")) == Path("base/a/b")
    assert path(_given(str(Path.cwd()))) == Path.cwd()
