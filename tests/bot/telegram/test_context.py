"""Handlers fail closed: without the gate there is no asker."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from telegram import Update

from bot.telegram.access import Place, Role
from bot.telegram.asker import Asker
from bot.telegram.context import Context, NotAdmittedError
from bot.telegram.phrases import load_phrases
from index import Filters

if TYPE_CHECKING:
    from bot_scene import Scene

ASKER = Asker(7, 7, Place.PRIVATE, Role.READER, Filters(), load_phrases(), 3, neighbors=False)


def test_there_is_no_asker_before_the_gate_has_let_one_in(scene: Scene) -> None:
    """Reading it is an error, so that nothing is answered by mistake."""
    context = Context(scene.application)
    with pytest.raises(NotAdmittedError):
        _ = context.asker
    context.admit(ASKER)
    assert context.asker is ASKER


def test_each_update_has_an_asker_of_its_own(scene: Scene) -> None:
    """One who is let in lets in nobody else."""
    first, second = (Context.from_update(Update(number), scene.application) for number in (1, 2))
    first.admit(ASKER)
    with pytest.raises(NotAdmittedError):
        _ = second.asker
    with pytest.raises(AttributeError):
        second.asker = ASKER  # type: ignore[misc]
