"""What a question is about: names, years and words of weight."""

from __future__ import annotations

import pytest

from index.unanswered.subjects import subjects


@pytest.mark.parametrize(
    ("question", "texts"),
    [
        ("What did we agree with Kiribati?", ["Kiribati"]),
        ("What is President Whitcombe's view of New Caledonia?", ["President Whitcombe", "New Caledonia"]),
        ("tourism numbers 2022", ["tourism", "2022"]),
        ("WHO SANK THE PETREL", ["PETREL"]),
        ("how many people in 2 days of 1500 tractors", ["1500", "tractors"]),
        ("what did the PM and the UN say?", []),
        ("Who wrote it and why?", []),
        ("Is Macron here?", ["Macron"]),
        ("ferry ferry Ferry", ["ferry"]),
    ],
)
def test_subjects(question: str, texts: list[str]) -> None:
    """Names stay whole, genitives go, what any question may hold and short capitals are left out."""
    assert [each.text for each in subjects(question)] == texts


def test_names_are_told() -> None:
    """A capital inside a question makes a name, at its start or among capitals only it does not."""
    assert [each.is_name for each in subjects("Tourism with Kiribati")] == [False, True]
    assert [each.is_name for each in subjects("TOURISM KIRIBATI")] == [False, False]
