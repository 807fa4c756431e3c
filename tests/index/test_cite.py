"""A citation's string is read strictly, from the right."""

from __future__ import annotations

import pytest

from index.cite import parse_citation
from index.errors import QuestionError
from index.records import Citation, Span

DIGEST = "9f2c1e07"


def test_the_parts_of_a_citation() -> None:
    """Source, span and digest are what the string says."""
    found = parse_citation("2022/leaders.md#412-530@9f2c1e07")
    assert found == Citation("2022/leaders.md", Span(412, 530), DIGEST)


def test_a_full_digest_is_cut_by_writing_and_read_as_8_digits() -> None:
    """What an answer's citation writes is read back with the first 8 digits of its digest."""
    written = Citation("a.md", Span(0, 7), DIGEST + "0" * 56)
    assert parse_citation(str(written)) == Citation("a.md", Span(0, 7), DIGEST)


@pytest.mark.parametrize(
    "source",
    [
        "a#1-2@00000000",
        "mail@office#3.md",
        "with spaces/and more.txt",
        " leading.md",
        "2022/Überblick — 会談.md",
        "line\nbreak.md",
        "back\\slash.md",
        "..hidden/...",
    ],
)
def test_any_file_name_may_be_a_source(source: str) -> None:
    """A source holding the citation's own marks, spaces or other scripts is split off from the right."""
    assert parse_citation(f"{source}#1-2@{DIGEST}").source == source


@pytest.mark.parametrize(
    "text",
    [
        "",
        "leaders.md",
        "leaders.md#412-530",
        "leaders.md@9f2c1e07",
        "#412-530@9f2c1e07",
        "leaders.md#412@9f2c1e07",
        "leaders.md#-530@9f2c1e07",
        "leaders.md#412-@9f2c1e07",
        "leaders.md#+412-530@9f2c1e07",
        "leaders.md#412\u2013530@9f2c1e07",
        "leaders.md#0412-530@9f2c1e07",
        "leaders.md#\u0664-\u0665@9f2c1e07",
        "leaders.md#4-5_0@9f2c1e07",
        "leaders.md#1-" + "9" * 5000 + "@9f2c1e07",
        "leaders.md#412-530@9f2c1e0",
        "leaders.md#412-530@9f2c1e071",
        "leaders.md#412-530@9F2C1E07",
        "leaders.md#412-530@9f2c1e0g",
        "leaders.md#412-530@9f2c1e07 ",
        "leaders.md#412-530@9f2c1e07\n",
        "leaders.md #412 -530@9f2c1e07",
    ],
)
def test_another_form_is_refused_with_an_example(text: str) -> None:
    """What `str` would not have written is refused in one short line that shows the form."""
    with pytest.raises(QuestionError, match=r"write path#start-end@digest, such as 2022/leaders") as refusal:
        parse_citation(text)
    assert len(str(refusal.value).splitlines()) == 1
    assert len(str(refusal.value)) < 300


@pytest.mark.parametrize("span", ["5-5", "6-5", "0-0"])
def test_an_empty_span_is_refused(span: str) -> None:
    """A span whose end is not after its start is not a citation's."""
    with pytest.raises(QuestionError, match="end must come after its start"):
        parse_citation(f"a.md#{span}@{DIGEST}")


@pytest.mark.parametrize("source", ["/etc/passwd", "../secret.md", "a/../../b.md", "a//b.md", "./a.md", "a/"])
def test_a_path_out_of_the_folder_is_refused(source: str) -> None:
    """A source is the path of a file below the briefings folder, written the one way."""
    with pytest.raises(QuestionError, match="relative to the briefings folder"):
        parse_citation(f"{source}#1-2@{DIGEST}")


def test_a_refusal_is_one_line_whatever_was_given() -> None:
    """Line breaks and control codes in what was given do not reach the terminal."""
    with pytest.raises(QuestionError) as refusal:
        parse_citation("a\nb\x1b[31m\udc80")
    assert str(refusal.value).isprintable()
