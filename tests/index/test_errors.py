"""An error is one line, and one root catches them all."""

from __future__ import annotations

import inspect
import pickle

import pytest

from index import errors
from index.errors import BriefbotError, CatalogError, DamagedError, MissingPartError, ReadingError

KINDS = [kind for _, kind in inspect.getmembers(errors, inspect.isclass) if kind.__module__ == errors.__name__]


def test_a_message_says_what_is_wrong_and_what_to_do() -> None:
    """Both parts stand in one line, and each can be had alone."""
    error = BriefbotError("there is no index at /notes", "run `briefbot index`")
    assert str(error) == "there is no index at /notes; run `briefbot index`"
    assert (error.what, error.todo) == ("there is no index at /notes", "run `briefbot index`")


def test_without_a_remedy_the_message_is_what_is_wrong() -> None:
    """No loose semicolon stands at the end."""
    assert str(BriefbotError("the folder is empty")) == "the folder is empty"


@pytest.mark.parametrize("kind", KINDS)
def test_one_root_catches_them_all(kind: type[BriefbotError]) -> None:
    """Whatever briefbot raises on purpose is a BriefbotError, and none is caught by mistake as another."""
    assert issubclass(kind, BriefbotError)
    narrower = {MissingPartError: ReadingError, DamagedError: CatalogError}  # handled as the wider one where not alone
    assert kind is BriefbotError or kind.__bases__ == (narrower.get(kind, BriefbotError),)


@pytest.mark.parametrize("kind", KINDS)
def test_an_error_survives_another_process(kind: type[BriefbotError]) -> None:
    """An error that crosses to another process still is of its kind and says the same."""
    error = kind("what was wrong", "what to do")
    copy = pickle.loads(pickle.dumps(error))  # noqa: S301 - made in this line
    assert type(copy) is kind
    assert str(copy) == str(error)
    assert (copy.what, copy.todo) == (error.what, error.todo)
