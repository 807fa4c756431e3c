"""A fit from a file of questions to parts that are in use.

The file is that of `index.labels`. Answers that people marked as right (the buttons of a chat) come in the same form,
a question with the places marked: `{"id": "telegram-17", "question": "when does the ban end?", "answers": [{"source":
"2022/leaders.md", "start": 1586, "end": 1649}]}`. A question counts as one that the briefings do not answer only where
its `answers` are empty, so one whose shown sentences were marked as wrong, without the right one being known, is
left out of the file. Several files are put together with `cat`; ids must differ.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.errors import QuestionError
from index.fit.asked import ask_all
from index.fit.fit import try_parts
from index.fit.folds import FOLDS
from index.fit.parts import deciding
from index.fitted import Fitted
from index.labels import load_questions
from index.rankers.linear import LinearRanker

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from index.fit.asked import Asked
    from index.fit.fit import Trial, Tried
    from index.fitted import Basis
    from index.judgement import Judgement
    from index.labels import LabeledQuestion
    from index.question import Question
    from index.rankers.base import Ranker
    from index.reports import Progress
    from index.seen import Snapshot

FEWEST_QUESTIONS, FEWEST_ANSWERABLE = 40, 20
"""With fewer, chance decides."""


@dataclass(frozen=True, slots=True)
class FitReport:
    """What a fit came to.

    Attributes:
        questions: number of questions.
        answerable: number of those that the briefings answer.
        folds: number of folds of the cross-validation.
        by_document: whether folds are of documents; of questions where there are fewer documents than folds.
        trials: what became of each part.
    """

    questions: int
    answerable: int
    folds: int
    by_document: bool
    trials: tuple[Trial, ...]

    @property
    def kept(self) -> bool:
        """Whether a part is kept, and so in use."""
        return any(trial.kept for trial in self.trials)


@dataclass(frozen=True, slots=True)
class FitQuestions:
    """Questions that are enough for a fit.

    Attributes:
        questions: the questions.
        sha256: digest of their file, 64 hex digits.
    """

    questions: tuple[LabeledQuestion, ...]
    sha256: str


def load_enough(path: Path) -> FitQuestions:
    """Return the questions of a file.

    Raises:
        QuestionError: it cannot be read, or holds too few questions, or too few that the briefings answer.
    """
    questions = load_questions(path)
    _check_enough(len(questions), FEWEST_QUESTIONS, f"questions in {path}")
    _check_enough(sum(bool(each.answers) for each in questions), FEWEST_ANSWERABLE, f"questions with answers in {path}")
    return FitQuestions(questions, hashlib.sha256(path.read_bytes()).hexdigest())


def gather_asked(
    snapshot: Snapshot,
    questions: Sequence[LabeledQuestion],
    understand: Callable[[str], Question],
    judgement: Judgement,
    progress: Progress,
) -> list[Asked]:
    """Return what was found for the questions, of a snapshot that stays open.

    Raises:
        QuestionError: too few of their answers are among what is found: they are of other briefings.
    """
    asked = []
    for done, row in enumerate(ask_all(snapshot, questions, understand, judgement), 1):
        progress("asking", done, len(questions))
        if row is not None:
            asked.append(row)
    found = sum(bool(row.hits.any()) for row in asked)
    _check_enough(found, FEWEST_ANSWERABLE, "questions whose answers are among what search finds in these briefings")
    return asked


def fit_parts(
    asked: Sequence[Asked], of: FitQuestions, shipped: Judgement, basis: Basis
) -> tuple[FitReport, Fitted | None]:
    """Return how the parts did, and those that are kept, None where none is.

    Args:
        asked: what was found for the questions.
        of: the questions.
        shipped: the shipped parts.
        basis: what the fit rests on.
    """
    tried = try_parts(asked, shipped)
    answerable = sum(bool(each.answers) for each in of.questions)
    report = FitReport(len(of.questions), answerable, FOLDS, tried.by_document, tried.trials)
    return report, _kept(tried, of, basis) if report.kept else None


def _kept(tried: Tried, of: FitQuestions, basis: Basis) -> Fitted:
    judgement = tried.judgement
    return Fitted(
        since=dt.datetime.now(dt.UTC).replace(microsecond=0),
        questions=len(of.questions),
        questions_sha256=of.sha256,
        basis=basis,
        ranker=_weights(judgement.ranker) if tried.keeps("ranker") else None,
        closer_ranker=_weights(judgement.closer.ranker) if judgement.closer and tried.keeps("closer ranker") else None,
        bounds=tried.bounds,
        calibration=deciding(judgement) if tried.keeps("confidence", "likelihood", "threshold") else None,
    )


def _weights(ranker: Ranker) -> dict[str, float] | None:
    return ranker.weights if isinstance(ranker, LinearRanker) else None


def _check_enough(there: int, fewest: int, what: str) -> None:
    if there < fewest:
        raise QuestionError(f"a fit needs at least {fewest} {what}, and there are {there}", "add some, or fit nothing")
