"""What must hold after a run came to a sudden end: what is seen, what the next command does, what is done twice."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

import pytest
from crash.scene import SmallBriefings, answers, copy_scene, findings

from index.errors import BriefbotError, CatalogError, DamagedError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from crash.faults import Outcome

    from index.records import Answer

Answers = tuple["Answer", ...]


@dataclass(frozen=True, slots=True)
class Expected:
    """What a scene may answer.

    Attributes:
        before: what its index answered before the run; None where there was none.
        after: what a fresh index of its notes answers.
        may_be_told: words of the one line that the next command may say; empty where it may say nothing.
    """

    before: Answers | None
    after: Answers
    may_be_told: str = ""


class Kind(StrEnum):
    """What kind of trouble a sudden end has left, as the table of kills has it."""

    LOST = "lost"
    WRONG = "wrong"
    AGAIN = "encoded again"


@dataclass(frozen=True, slots=True)
class Trouble:
    """Something that must not be after a sudden end."""

    kind: Kind
    what: str

    def __str__(self) -> str:
        """Return both in one line."""
        return f"{self.kind}: {self.what}"


def expected(scene: Path, spare: Path) -> Expected:
    """Return what a scene may answer; `spare` is a place for a copy of it, made and left there."""
    copy = copy_scene(scene, spare)
    before, may_be_told = None, ""
    if (copy / "index").exists():
        with SmallBriefings(copy) as briefings:
            try:
                before = answers(briefings, sync=False)
            except DamagedError:
                may_be_told = "is damaged"
    with SmallBriefings(copy, index="fresh") as fresh:
        return Expected(before, answers(fresh), may_be_told)


def alike(one: Answers, other: Answers) -> bool:
    """Return whether two lists of answers are the same, numbers to what another order of adding them up keeps."""
    return [_without_numbers(answer) for answer in one] == [_without_numbers(answer) for answer in other] and _numbers(
        one
    ) == pytest.approx(_numbers(other), abs=1e-4)


def _without_numbers(answer: Answer) -> Answer:
    sentences = tuple(replace(sentence, score=0.0, confidence=0.0) for sentence in answer.answers)
    return replace(answer, confidence=0.0, answers=sentences)


def _numbers(of: Answers) -> list[float]:
    return [number for answer in of for found in answer.answers for number in (found.score, found.confidence)]


def wrong_before_the_next_command(scene: Path, wanted: Expected) -> list[Trouble]:
    """Return what is wrong with what a reader sees who looks for no changes."""
    with SmallBriefings(scene) as briefings:
        try:
            seen = answers(briefings, sync=False)
        except CatalogError as error:
            return [] if wanted.before is None else [Trouble(Kind.LOST, f"a reader is told: {error}")]
    whole = [each for each in (wanted.before, wanted.after) if each is not None]
    if not any(alike(seen, each) for each in whole):
        return [Trouble(Kind.WRONG, "a reader sees neither generation")]
    return [Trouble(Kind.WRONG, f"a reader is told: {line}") for line in briefings.told]


def wrong_with_the_next_command(
    scene: Path,
    wanted: Expected,
    outcome: Outcome,
    command: Callable[[SmallBriefings], object] = SmallBriefings.sync,
) -> list[Trouble]:
    """Return what is wrong after the next command, and what it did again that was done."""
    again: list[str] = []
    with SmallBriefings(scene, again.extend) as briefings:
        try:
            command(briefings)
            found = [Trouble(Kind.WRONG, f"verify: {finding}") for finding in findings(briefings)]
            seen = answers(briefings, sync=False)
        except BriefbotError as error:
            return [Trouble(Kind.LOST, f"the next command fails: {error}")]
        if not alike(seen, wanted.after):
            found.append(Trouble(Kind.WRONG, "other answers than a fresh index's"))
        if briefings.told and not (wanted.may_be_told and wanted.may_be_told in "".join(briefings.told)):
            found.append(Trouble(Kind.WRONG, f"told: {briefings.told}"))
    kept = {text for batch in outcome.encoded[:-1] for text in batch}
    return found + [Trouble(Kind.AGAIN, text) for text in again if text in kept]
