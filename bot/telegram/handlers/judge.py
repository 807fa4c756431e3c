"""`Right` and `Wrong`: kept as labels for `briefbot eval`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.telegram.handlers.press import Pressed
    from bot.telegram.state.labels import Labels
    from bot.telegram.state.shown import ShownAnswers


@dataclass(frozen=True, slots=True)
class Judge:
    """Keeps what a person says of an answer.

    Attributes:
        labels: where it is kept.
        shown: the answers.
        is_right: what this button says.
        now: seconds since the epoch.
    """

    labels: Labels
    shown: ShownAnswers
    is_right: bool
    now: Callable[[], float]

    async def __call__(self, pressed: Pressed) -> str:
        """Keep it, and thank."""
        number = int(pressed.argument)
        answer = self.shown.find(number)
        if answer is None:
            return pressed.asker.phrases.say("button.stale")
        self.labels.keep(number, answer, is_right=self.is_right, now=self.now())
        return pressed.asker.phrases.say("judge.thanks")
