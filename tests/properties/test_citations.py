"""Citations and their strings are one to one."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from index.cite import parse_citation
from index.errors import QuestionError
from index.records import Citation, Span

# A part of a path: any characters that a file system gives, lone surrogates (undecodable bytes) included.
PARTS = st.text(st.characters(exclude_characters="/\0", exclude_categories=()), min_size=1, max_size=12)
MARKS = st.text("#@-. 0123456789abcdef", min_size=1, max_size=12)
SOURCES = st.lists((PARTS | MARKS).filter(lambda part: part not in {".", ".."}), min_size=1, max_size=4).map("/".join)
SPANS = st.tuples(st.integers(0, 10**14), st.integers(1, 10**12)).map(lambda pair: Span(pair[0], sum(pair)))
DIGESTS = st.text("0123456789abcdef", min_size=64, max_size=64)


@given(SOURCES, SPANS, DIGESTS)
def test_a_citation_survives_its_string(source: str, span: Span, digest: str) -> None:
    """What `str` writes is read back as the same source, the same span and the first 8 digits."""
    assert parse_citation(str(Citation(source, span, digest))) == Citation(source, span, digest[:8])


@given(SOURCES, SOURCES, SPANS, SPANS, DIGESTS)
def test_two_places_never_share_a_string(source: str, other: str, span: Span, other_span: Span, digest: str) -> None:
    """Citations with one string are one citation."""
    first, second = Citation(source, span, digest), Citation(other, other_span, digest)
    assert (str(first) == str(second)) == (first == second)


@given(st.text("ab/#@-.019\n é") | st.text())
def test_what_is_read_is_what_was_written(text: str) -> None:
    """A string either is refused in one line or is exactly what its citation writes."""
    try:
        found = parse_citation(text)
    except QuestionError as refusal:
        written, line = text, str(refusal)
    else:
        written, line = str(found), ""
    assert written == text
    assert len(line.splitlines()) <= 1
