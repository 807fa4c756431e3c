"""What every handler is given with an update: whom the gate has let in, and nothing where it has not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from telegram.ext import CallbackContext, ExtBot

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine

    from telegram import Update
    from telegram.ext import Application

    from bot.telegram.asker import Asker


class NotAdmittedError(Exception):
    """A handler has run before the gate: nothing is answered then."""


class Context(CallbackContext[ExtBot[int], dict[Any, Any], dict[Any, Any], dict[Any, Any]]):
    """The library's context of one update, with the asker."""

    _asker: Asker | None = None

    def admit(self, asker: Asker) -> None:
        """Let somebody in: what the gate does, and nobody else."""
        self._asker = asker

    @property
    def asker(self) -> Asker:
        """Whom the gate has let in.

        Raises:
            NotAdmittedError: it has let in nobody.
        """
        if self._asker is None:
            raise NotAdmittedError
        return self._asker


if TYPE_CHECKING:
    BotApplication = Application[ExtBot[int], Context, dict[Any, Any], dict[Any, Any], dict[Any, Any], None]
    Handle = Callable[[Update, Context], Coroutine[Any, Any, None]]
