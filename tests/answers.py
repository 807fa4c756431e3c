"""What tests look at in an answer."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from index.records import Timings

if TYPE_CHECKING:
    from index.records import Answer


def texts(answer: Answer) -> list[str]:
    """Return the words of an answer's sentences."""
    return [sentence.text for sentence in answer.answers]


def sources(answer: Answer) -> list[str]:
    """Return where an answer's sentences stand."""
    return [sentence.citation.source for sentence in answer.answers]


def assert_alike(one: Answer, other: Answer) -> None:
    """Assert that two answers are the same but for their timings, numbers to what a rerun of the model keeps."""
    assert _without_numbers(one) == _without_numbers(other)
    assert _numbers(one) == pytest.approx(_numbers(other), abs=5e-3)


def _without_numbers(answer: Answer) -> Answer:
    sentences = tuple(replace(sentence, score=0.0, confidence=0.0) for sentence in answer.answers)
    return replace(answer, timings=Timings(), confidence=0.0, answers=sentences)


def _numbers(answer: Answer) -> list[float]:
    numbers = [number for sentence in answer.answers for number in (sentence.score, sentence.confidence)]
    return [answer.confidence, *numbers]
