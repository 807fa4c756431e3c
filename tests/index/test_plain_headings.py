"""In plain text a heading is taken for one only where it can hardly be a sentence."""

from __future__ import annotations

import pytest

from index.paragraphs import paragraphs_of
from index.plain_headings import Heading, heading_of, title_of

BELOW = "\n\nThe leaders met today and agreed."


def heading(text: str) -> Heading | None:
    """Return the heading at the top of a text."""
    first, *rest = paragraphs_of(text, 0)
    return heading_of(text, first, rest[0] if rest else None)


def title(text: str) -> str | None:
    """Return the words of the title that the first paragraph of a text is."""
    found = title_of(text, next(paragraphs_of(text, 0)))
    return found.words if found else None


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("What  was\tagreed\n=====\nProse.", Heading(1, "What was agreed", 2)),
        ("What was agreed\n-----", Heading(2, "What was agreed", 2)),
        ("What was agreed\n~~~~", Heading(2, "What was agreed", 2)),
        ("NEXT STEPS\nProse is here.", Heading(2, "NEXT STEPS", 1)),
        ("NEXT STEPS" + BELOW, Heading(2, "NEXT STEPS", 1)),
        ("Next steps" + BELOW, Heading(3, "Next steps", 1)),
    ],
)
def test_a_heading_is_found(text: str, found: Heading) -> None:
    """Drawn under, in capitals, or alone above prose."""
    assert heading(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "NEXT STEPS",
        "USA" + "\nProse.",
        "NEXT STEPS\nIN CAPITALS TOO",
        "Next steps",
        "Next steps\nand more" + BELOW,
        "Next steps\n\nAnother line\n\nA third line",
        "next steps" + BELOW,
        "What is next?" + BELOW,
        "They agreed." + BELOW,
        "They agreed.”" + BELOW,
        "Dear Hana," + BELOW,
        "- Next steps" + BELOW,
        "> Next steps" + BELOW,
        "Date: today" + BELOW,
        "12 345" + BELOW,
        "https://a.example/" + BELOW,
        "word " * 11 + BELOW,
    ],
)
def test_what_may_be_a_sentence_is_none(text: str) -> None:
    """A sentence, a list, a letter's head, a run of short lines, or nothing below."""
    assert heading(text) is None


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Cyclone Isaura: newsroom briefing, day four", "Cyclone Isaura: newsroom briefing, day four"),
        ("Report of the committee on the response to the cyclone and on nine months of recovery",) * 2,
        ("It ends as a sentence.", None),
        ("two leaders meet", None),
        ("Date: 2 May 2022", None),
        ("To: the High Commissioner", None),
        ("Subject: the boat", None),
        ("Two lines\nare none", None),
    ],
)
def test_a_title_may_have_a_colon_but_is_no_letter_s_head(text: str, words: str | None) -> None:
    """It is one line that does not end as a sentence."""
    assert title(text) == words
