"""What every request is answered with, whichever way it came."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.door.letters import Reply, inquiry_of_letter, reply_to_letter
from bot.inquiry import answer_to
from index import QuestionError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path
    from typing import Any

    from bot.door.terms import Terms
    from bot.inquiry import Inquiry
    from bot.serving.desk import Desk
    from bot.serving.limits import Limits
    from bot.serving.listener import Listener, Progress
    from bot.serving.workers import Workers
    from bot.wire import Json
    from index import Explanation


@dataclass(frozen=True, slots=True)
class House:
    """One process that answers.

    Attributes:
        desk: where programs ask.
        workers: the threads that answer.
        limits: how much of everything is taken on.
        listener: what hears the library's words.
        progress: how far the library's long steps are.
        terms: what this process answers by.
        standing: what each process of its own would tell when it begins, one line each.
        index: the folder of the index.
        version: the program's.
    """

    desk: Desk
    workers: Workers
    limits: Limits
    listener: Listener
    progress: Progress
    terms: Terms
    standing: tuple[str, ...]
    index: Path
    version: str

    def health(self, _: object = None) -> Json:
        """Return that this process is there, and which it is."""
        return {"ok": True, "version": self.version, "process": os.getpid(), "index": str(self.index.absolute())}

    def refusal(self, letter: Mapping[str, Any]) -> tuple[str, bool] | None:
        """Return why a letter is not answered here, and whether a person should know; None where it is.

        Raises:
            KeyError, TypeError, ValueError: nobody sends such a letter.
            SettingsError: its ceiling is no marking.
        """
        if letter["program"] != self.terms.program:
            return "`briefbot serve` runs another version of briefbot: restart it", True
        if letter["settings"] != self.terms.settings:
            return "other settings", False
        if not self.desk.is_within(letter["inquiry"]["ceiling"]):
            return "a higher ceiling", False
        return None

    def reply(self, letter: Mapping[str, Any]) -> Json:
        """Return the answer to a letter.

        Raises:
            BriefbotError: as `bot.inquiry.answer_to`.
        """
        inquiry: Inquiry = inquiry_of_letter(letter["inquiry"])
        if not isinstance(letter["explain"], bool):
            raise QuestionError("explain is no switch")
        with self.listener.hearing() as heard:
            answer = answer_to(self.desk.briefings, inquiry)
            explanations: tuple[Explanation, ...] = ()
            if letter["explain"]:
                from index import explain_answer

                explanations = explain_answer(answer)
        return reply_to_letter(Reply(answer, explanations, (*self.standing, *heard)))
