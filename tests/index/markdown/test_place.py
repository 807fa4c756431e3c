"""What the parser gives is found again in the document."""

from __future__ import annotations

import pytest

from index.markdown.place import Placer
from index.records import Span

BODY = "> one  \r\n>   two\u3000\n\n  # three #\nfour"
TEXT = f"front\n{BODY}"
SEEN = BODY.replace("\u3000", "\ufffd")


@pytest.fixture
def placer() -> Placer:
    """Return a placer of a body that stands behind front matter."""
    return Placer(TEXT, 6, SEEN)


def test_lines_are_counted_from_the_body(placer: Placer) -> None:
    """From 0, in offsets of the whole text."""
    assert TEXT[placer.line(0).start : placer.line(0).end] == "> one  "
    assert TEXT[placer.line(4).start : placer.line(4).end] == "four"


def test_content_is_the_end_of_its_lines(placer: Placer) -> None:
    """Without white space at its end; blank lines are left out."""
    spans = list(placer.place("one\ntwo\ufffd\n\nthree #\nfour", 0))
    assert [TEXT[span.start : span.end] for span in spans] == ["one", "two\u3000", "three #", "four"]


def test_content_may_be_found_inside_a_line(placer: Placer) -> None:
    """As a heading's, whose marks may stand at both ends."""
    assert placer.find("three", 3) == Span(TEXT.index("three"), TEXT.index("three") + 5)
