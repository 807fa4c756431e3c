"""Small talk is told by its words, and asks nothing of the briefings."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from index.records import ReasonKind
from index.small_talk import answer_small_talk, is_small_talk

DATA = Path(__file__).resolve().parents[1] / "data"


@pytest.mark.parametrize(
    "text",
    [
        "hello",
        "Hi there!",
        "hey, how are you?",
        "Good morning everyone",
        "Thanks a lot!",
        "thank you",
        "help",
        "Help me please",
        "What can you do?",
        "who are you",
        "Bonjour!",
        "ok thanks",
        "bye bye",
        "What's up?",
        "¡Buenos días!",
    ],
)
def test_small_talk(text: str) -> None:
    """A greeting, thanks, a goodbye or a question about briefbot is small talk, whatever its case and signs."""
    assert is_small_talk(text)


@pytest.mark.parametrize(
    "text",
    [
        "hello kitty sales 2022",
        "help for farmers",
        "thanks to whom did the cable come ashore?",
        "who are you meeting in Lomea?",
        "good morning Vietnam budget",
        "what can you do with a clearance?",
        "hi-fi imports",
        "how does it work?",
        "Helpline number",
    ],
)
def test_no_small_talk(text: str) -> None:
    """What begins as small talk and goes on with anything else is a question."""
    assert not is_small_talk(text)


def test_no_sample_question_with_an_answer_is_small_talk() -> None:
    """No question that the sample notes answer is taken for small talk."""
    for name in ("sample_questions", "paraphrased_questions"):
        for line in (DATA / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            assert not (row["answers"] and is_small_talk(row["question"])), row["question"]


def test_the_answer_to_small_talk() -> None:
    """Small talk is answered without a sentence, with the reason that it is a greeting."""
    answer = answer_small_talk("hello")
    assert (answer.question, answer.answered, answer.answers) == ("hello", False, ())
    assert answer.reason is not None
    assert answer.reason.kind is ReasonKind.GREETING
