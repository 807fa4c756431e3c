"""A question's kind is told by its form."""

from __future__ import annotations

import pytest

from index.question_kind import QuestionKind, kind_of


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("who gets half price bus fares", QuestionKind.WHO),
        ("To whom does the review panel report?", QuestionKind.WHO),
        ("Who's the embassy doctor in Averon?", QuestionKind.WHO),
        ("when will calder lift the ban on our honey", QuestionKind.WHEN),
        ("Where does Calder want to open a new consulate?", QuestionKind.WHERE),
        ("How many bridges did Cyclone Isaura destroy?", QuestionKind.HOW_MANY),
        ("how much rain fell at upper ilam", QuestionKind.HOW_MANY),
        ("How long was State Highway 5 closed?", QuestionKind.HOW_MANY),
        ("What year were Kestrel and Petrel built?", QuestionKind.WHAT),
        ("In which year did the ferry sink, and who built it?", QuestionKind.WHAT),
        ("whats the daily allowance", QuestionKind.WHAT),
        ("why is treasury against option b?", QuestionKind.WHY),
        ("How did they leave the Forum?", QuestionKind.WHY),
        ("how", QuestionKind.WHY),
        ("Do people in Northhaven have to boil their water?", QuestionKind.YES_NO),
        ("isn't the ferry late?", QuestionKind.YES_NO),
        ("can’t we fly a drone when it rains", QuestionKind.YES_NO),
        ("port ellery wharf cost 2023", QuestionKind.OTHER),
        ("candy for the whole showroom", QuestionKind.OTHER),
        ("?!", QuestionKind.OTHER),
    ],
)
def test_the_first_question_word_or_the_verb_in_front_tells(question: str, kind: QuestionKind) -> None:
    """In any case and with any apostrophe; words that only begin like a question word are none."""
    assert kind_of(question) is kind
