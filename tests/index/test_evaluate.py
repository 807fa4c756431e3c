"""An evaluation's figures are those of the judge."""

from __future__ import annotations

import gc
import json
import os
import random
import subprocess
import sys
import weakref
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from index.errors import QuestionError
from index.evaluate import (
    EvaluationReport,
    KindReport,
    QuestionKind,
    QuestionResult,
    RiskAt,
    RiskPoint,
    evaluate,
    result_line,
    summarize,
    tally,
)
from index.labels import KnownAnswer, LabeledQuestion
from index.metrics import Decisions, Percentiles
from index.records import Answer, AnswerSentence, Citation, Span, Timings

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

ROOT = Path(__file__).parents[2]
JUDGE = Path(os.environ.get("BRIEFBOT_EVAL") or ROOT.parent / "shared" / "eval") / "score.py"


def sentence(text: str, source: str = "a.md", start: int = 0) -> AnswerSentence:
    """Return a returned sentence that stands at `start`."""
    return AnswerSentence(
        text=text,
        reading=text,
        citation=Citation(source, Span(start, start + len(text)), "0" * 64),
        line=1,
        page=None,
        title=None,
        heading=None,
        date=None,
        score=0.0,
        confidence=0.0,
        before=None,
        after=None,
        group=0,
    )


def answer(sentences: Sequence[AnswerSentence], confidence: float = 0.5, *, answered: bool = True) -> Answer:
    """Return what was answered to some question; its sentences are as sure as the whole."""
    equally = tuple(replace(each, confidence=confidence) for each in sentences)
    return Answer("?", answered, confidence, equally, Timings(1.0, 2.0, 3.0, 4.0))


def labeled(name: str, *places: KnownAnswer) -> LabeledQuestion:
    """Return a question that these places answer."""
    return LabeledQuestion(name, f"what of {name}?", places)


PLACE = KnownAnswer("a.md", Span(100, 110), "")
MISS = sentence("not this one")
HIT = sentence("this one here", start=105)


def results(cases: Sequence[tuple[LabeledQuestion, Answer]]) -> list[QuestionResult]:
    """Return the results of asking these questions and getting these answers."""
    replies = {question.question: reply for question, reply in cases}
    return list(evaluate((question for question, _ in cases), replies.__getitem__))


def test_questions_are_asked_one_at_a_time_in_order() -> None:
    """A result is there before the next question is asked, so that they can be written as they come."""
    asked: list[str] = []

    def ask(question: str) -> Answer:
        asked.append(question)
        return answer([MISS, HIT])

    stream = evaluate([labeled("one", PLACE), labeled("two")], ask)
    assert asked == []
    first = next(stream)
    assert asked == ["what of one?"]
    assert (first.question.id, first.rank) == ("one", 2)
    assert first.wall_ms >= 0
    assert [result.rank for result in stream] == [None]
    assert asked == ["what of one?", "what of two?"]


def test_a_question_that_cannot_be_asked_is_named() -> None:
    """The refusal of a question tells which of the file it was, and still what to do."""

    def ask(question: str) -> Answer:
        raise QuestionError("the question has 9,999 characters", "ask one thing")

    with pytest.raises(QuestionError) as refusal:
        next(evaluate([labeled("long-7")], ask))
    assert str(refusal.value) == "question 'long-7': the question has 9,999 characters; ask one thing"


def test_the_eleventh_answer_does_not_count() -> None:
    """A hit behind the tenth place is none, and is not written."""
    (result,) = results([(labeled("one", PLACE), answer([MISS] * 10 + [HIT]))])
    assert result.rank is None
    assert len(json.loads(result_line(result))["answers"]) == 10


def test_a_result_is_one_line_of_json() -> None:
    """A line holds what the judge reads, best first, in the words that stand there."""
    reply = answer([sentence("l'été\nfut long", "2022/é.md", 7), MISS], 0.25, answered=False)
    (result,) = results([(labeled("one"), reply)])
    line = result_line(result)
    assert len(line.splitlines()) == 1
    assert "été" in line
    assert json.loads(line) == {
        "id": "one",
        "answered": False,
        "confidence": 0.25,
        "answers": [
            {"source": "2022/é.md", "start": 7, "end": 21, "text": "l'été\nfut long", "confidence": 0.25},
            {"source": "a.md", "start": 0, "end": 12, "text": "not this one", "confidence": 0.25},
        ],
    }


SIX = [
    (labeled("first", PLACE), answer([HIT, MISS], 0.9)),
    (labeled("fourth", PLACE), answer([MISS, MISS, MISS, HIT], 0.7)),
    (labeled("never", PLACE), answer([MISS], 0.4, answered=False)),
    (labeled("silent", PLACE), answer([], 0.0, answered=False)),
    (labeled("unknown"), answer([sentence("many more words than any of the others")], 0.4)),
    (labeled("rightly"), answer([MISS], 0.1, answered=False)),
]


def test_the_figures_of_a_few_questions() -> None:
    """Hits, ranks and words are over the questions that the briefings answer; decisions over all."""
    found = summarize(tally(results(SIX)))
    assert (found.questions, found.answerable) == (6, 4)
    assert (found.hit_at_1, found.hit_at_3, found.hit_at_5) == (25.0, 25.0, 50.0)
    assert found.mrr_at_10 == round(100 * (1 + 1 / 4) / 4, 1)
    assert found.words_at_1 == 3.0  # of the three that returned anything
    assert found.decisions == Decisions(2, 1, 1, 2)
    assert found.auroc == round((2 + 2 + 1.5 + 0) / 8, 3)
    assert found.answered_f1 == round(2 * 2 / (2 * 2 + 1 + 2), 3)
    assert found.steps_ms == Percentiles(10.0, 10.0, 10.0)
    assert found.wall_ms.p50 >= 0


def test_what_confidence_is_worth() -> None:
    """All six questions count, right is only a first sentence that answers, and one without a sentence is uncovered."""
    found = summarize(tally(results(SIX))).confidence
    assert found is not None
    assert found.brier == pytest.approx((0.1**2 + 0.7**2 + 2 * 0.4**2 + 0.1**2) / 6)
    assert found.ece == pytest.approx((0.1 + 0.7 + 2 * 0.4 + 0.1) / 6)
    half, *_, most, all_of_them = found.risks
    assert half == RiskAt(0.5, RiskPoint(0.4, 4 / 6, 3 / 4))  # the two of 0.4 come together
    assert (most, all_of_them) == (RiskAt(0.9, None), RiskAt(1.0, None))
    assert (found.risk, found.most_at_risk) == (0.05, RiskPoint(0.9, 1 / 6, 0.0))


def test_what_decides_is_how_likely_it_is_that_the_briefings_answer() -> None:
    """AUROC is of that, and what confidence is worth is of the first sentence."""
    two = answer([HIT], 0.2)
    found = summarize(
        tally(
            results(
                [(labeled("one", PLACE), replace(two, confidence=0.9)), (labeled("no"), replace(two, confidence=0.1))]
            )
        )
    )
    assert found.auroc == 1.0
    assert found.confidence is not None
    assert found.confidence.brier == pytest.approx((0.8**2 + 0.2**2) / 2)


def test_kinds_are_those_of_answerable_questions() -> None:
    """Each with its own hits, in one order whatever the questions' order; what is not answerable is of no kind."""
    asked = [
        (LabeledQuestion("1", "Why did they leave?", (PLACE,)), answer([MISS, HIT])),
        (LabeledQuestion("2", "who came?", (PLACE,)), answer([HIT])),
        (LabeledQuestion("3", "Who sent them?", (PLACE,)), answer([MISS])),
        (LabeledQuestion("4", "When?", ()), answer([MISS])),
    ]
    assert summarize(tally(results(asked))).kinds == (
        KindReport(QuestionKind.WHO, 2, 50.0, 50.0),
        KindReport(QuestionKind.WHY, 1, 0.0, 100.0),
    )


class Text(str):
    """Words of which one can tell whether they are still there."""

    __slots__ = ("__weakref__",)


def test_a_tally_keeps_no_answer() -> None:
    """When it is made, the words of every answer are gone: memory grows with numbers alone."""
    words: list[weakref.ref[Text]] = []

    def ask(question: str) -> Answer:
        text = Text(f"about {question}")
        words.append(weakref.ref(text))
        return answer([sentence(text)])

    numbers = tally(evaluate([labeled("one", PLACE), labeled("two")], ask))
    gc.collect()
    assert [outcome.words for outcome in numbers.outcomes] == [4, 4]
    assert [word() for word in words] == [None, None]


@pytest.mark.parametrize("known", [(), (PLACE,)])
def test_one_kind_of_question_gives_no_abstention_figures(known: tuple[KnownAnswer, ...]) -> None:
    """Where all or none are answerable, there is nothing to tell apart."""
    found = summarize(tally(results([(labeled("one", *known), answer([MISS]))])))
    assert found.auroc is None
    assert found.answered_f1 is None


def test_the_figures_of_nothing_are_zeros() -> None:
    """No result is no error."""
    found = summarize(tally([]))
    nothing = Percentiles(0.0, 0.0, 0.0)
    assert found == EvaluationReport(0, 0, 0.0, 0.0, 0.0, 0.0, 0.0, Decisions(), None, None, nothing, nothing)


def random_cases(seed: int, texts: dict[str, str]) -> list[tuple[LabeledQuestion, Answer]]:
    """Return questions on `texts` with answers that are sometimes right, all drawn by chance."""
    dice = random.Random(seed)  # noqa: S311 - no secret

    def span(source: str) -> Span:
        start = dice.randrange(len(texts[source]) - 1)
        return Span(start, min(start + dice.randint(1, 60), len(texts[source])))

    def known() -> KnownAnswer:
        source = dice.choice(sorted(texts))
        return KnownAnswer(source, span(source), "")

    def returned() -> AnswerSentence:
        source = dice.choice(sorted(texts))
        place = span(source)
        return sentence(texts[source][place.start : place.end], source, place.start)

    return [
        (
            labeled(str(number), *(known() for _ in range(dice.choice([0, 1, 1, 2, 5])))),
            answer(
                [returned() for _ in range(dice.choice([0, 1, 3, 10, 12]))],
                dice.choice([0.0, 0.5, dice.random()]),
                answered=dice.random() < 0.6,
            ),
        )
        for number in range(dice.choice([1, 2, 17, 60]))
    ]


def judged(folder: Path, found: Sequence[QuestionResult]) -> dict[str, Any]:
    """Return what the judge says of results over the briefings in `folder`."""
    rows = (
        {
            "id": result.question.id,
            "question": result.question.question,
            "answers": [
                {"source": place.source, "start": place.span.start, "end": place.span.end}
                for place in result.question.answers
            ],
        }
        for result in found
    )
    questions, written = folder / "questions.jsonl", folder / "results.jsonl"
    questions.write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")
    written.write_text("".join(f"{result_line(result)}\n" for result in found), encoding="utf-8")
    command = [sys.executable, str(JUDGE), str(questions), str(written), str(folder)]
    said = subprocess.run(command, capture_output=True, check=False, text=True, encoding="utf-8")
    assert not said.stderr
    found_by_judge: dict[str, Any] = json.loads(said.stdout)
    return found_by_judge


@pytest.mark.skipif(not JUDGE.is_file(), reason="the judge is not here")
@pytest.mark.parametrize("seed", range(12))
def test_the_figures_are_the_judges(tmp_path: Path, seed: int) -> None:
    """Every figure of random results is the one that the judge prints."""
    texts = {"a.md": "Ein é \n wie w\r\neit. " * 20, "b/c.txt": "short words and   spaces\n" * 9}
    for source, text in texts.items():
        path = tmp_path / source
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(text.encode())
    found = results(random_cases(seed, texts))
    mine, judge = summarize(tally(found)), judged(tmp_path, found)
    figures: dict[str, Callable[[EvaluationReport], float | None]] = {
        "questions": lambda report: report.questions,
        "hit@1": lambda report: report.hit_at_1,
        "hit@3": lambda report: report.hit_at_3,
        "hit@5": lambda report: report.hit_at_5,
        "mrr@10": lambda report: report.mrr_at_10,
        "words@1": lambda report: report.words_at_1,
        "auroc": lambda report: report.auroc,
        "answered_f1": lambda report: report.answered_f1,
    }
    assert {name: figure(mine) for name, figure in figures.items()} == {name: judge.get(name) for name in figures}
    assert judge["missing"] == 0
    assert judge["verbatim"] in {1.0, None}
