"""Front matter is read where a note has it, and prose is never taken for it."""

from __future__ import annotations

import datetime as dt

import pytest

from index.front_matter import MAX_CHARACTERS, FrontMatter, read_front_matter
from index.records import Metadata, Span


def read(text: str) -> FrontMatter:
    """Return front matter that must be there."""
    found = read_front_matter(text)
    assert found is not None
    return found


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_all_four_fields_are_read(end: str) -> None:
    """Whatever the line ends; the span reaches to the first line of the note."""
    lines = ["---", "Title: 'A  note'", "date: 2022-05-31", "tags: [a, '#b', a]", "classification: SECRET", "---", "X"]
    text = end.join(lines)
    found = read(text)
    assert found.metadata == Metadata("A note", dt.date(2022, 5, 31), ("a", "b"), "SECRET")
    assert found.notices == ()
    assert text[found.span.end :] == "X"


@pytest.mark.parametrize(
    ("field", "date"),
    [
        ("date: 31 May 2022", dt.date(2022, 5, 31)),
        ("date: 2022-05-31 10:00:00", dt.date(2022, 5, 31)),
        ("date: '2022-05-31'", dt.date(2022, 5, 31)),
        ("date:", None),
    ],
)
def test_a_date_may_be_yaml_s_or_words(field: str, date: dt.date | None) -> None:
    """A time of day is dropped, and an empty date is none."""
    found = read(f"---\n{field}\n---\n")
    assert (found.metadata.date, found.notices) == (date, ())


def test_a_date_that_cannot_be_read_is_reported() -> None:
    """The rest still counts."""
    found = read("---\ntitle: A\ndate: soon\n---\n")
    assert found.metadata == Metadata("A")
    assert found.notices == ("date in front matter not understood: soon",)


def test_tags_may_be_a_string() -> None:
    """Commas part them; empty ones are none; numbers are words."""
    assert read("---\ntags: a, b c,, #\n---\n").metadata.tags == ("a", "b c")
    assert read("---\ntags: [2022, null, [x]]\n---\n").metadata.tags == ("2022",)


def test_a_title_that_is_no_words_is_none() -> None:
    """A list is not made into words."""
    assert read("---\ntitle: [a, b]\n---\n").metadata.title is None


@pytest.mark.parametrize(
    ("block", "notice"),
    [
        ("title: [a", "front matter not read: not YAML at line 3"),
        ("title: &x a\ntags: *x", "front matter not read: it uses YAML aliases"),
        ("a: " + "x" * MAX_CHARACTERS, "front matter not read: it is longer than 65,536 characters"),
        ("'a: b'  ", "front matter not read: it has no keys"),
        ("a: " + "[" * 3000, "front matter not read: not YAML"),
    ],
)
def test_bad_front_matter_is_reported_and_left_out(block: str, notice: str) -> None:
    """The note behind it is read all the same."""
    found = read(f"---\n{block}\n---\nText.")
    assert found.metadata == Metadata()
    assert found.notices == (notice,)
    assert found.span == Span(0, len(block) + 9)


@pytest.mark.parametrize(
    "text",
    [
        "Text.\n---\ntitle: A\n---\n",
        "---\ntitle: A\n",
        "---\nA sentence that is prose.\n---\n",
        "---\ntitle: A\n\nAnd then prose, with no key at all\n---\n",
        "--- \n---\n",
        "",
        "---",
    ],
)
def test_rules_around_prose_are_no_front_matter(text: str) -> None:
    """Only a block at the very top that begins with a key and is closed counts."""
    assert read_front_matter(text) is None


def test_a_block_may_end_with_dots_and_hold_comments() -> None:
    """As YAML allows; nested values do not matter."""
    found = read("---\n# about\ntitle: A\nauthors:\n- x\n- y\nmore: {\n}\n...\nText.")
    assert found.metadata.title == "A"
