"""Records in which anything may stand: what hypothesis draws them from."""

from __future__ import annotations

import datetime as dt

from hypothesis import strategies as st

from index import Answer, AnswerSentence, Citation, Span

words = st.sampled_from(["leaders", "agreed", "M\u0101ori", "\u65e5\u672c", "12%"])
_SEQUENCES = ["\x1b[2J", "\x1b]0;title\x07", "\x1b]8;;http://x\x1b\\", "\x9b31m", "\x1b", "\x1bP", "\x9d"]
_CONTROLS = ["\x07", "\x00", "\x7f", "\u202e", "\u2067", "\r", "\n", "\t", "\u2028", "\udcff"]
hostile = st.sampled_from([*_SEQUENCES, *_CONTROLS, "[bold]", "\\", ":smile:"])
texts = st.lists(st.one_of(words, hostile, st.text(max_size=6)), max_size=12).map(" ".join)
named = st.lists(words, min_size=1, max_size=5).map(" ".join)
spans = st.tuples(st.integers(0, 999), st.integers(1, 99)).map(lambda pair: Span(pair[0], pair[0] + pair[1]))
citations = st.builds(Citation, texts, spans, st.just("ab" * 32))
probabilities = st.floats(0, 1)


@st.composite
def sentences(draw: st.DrawFn, readings: st.SearchStrategy[str] = texts) -> AnswerSentence:
    """Return a sentence in which anything may stand."""
    reading = draw(readings)
    return AnswerSentence(
        text=reading,
        reading=reading,
        citation=draw(citations),
        line=draw(st.none() | st.integers(1, 10**6)),
        page=draw(st.none() | st.integers(1, 99)),
        title=draw(st.none() | texts),
        heading=draw(st.none() | texts),
        date=draw(st.none() | st.dates(dt.date(1, 1, 1))),
        score=draw(probabilities),
        confidence=draw(probabilities),
        before=draw(st.none() | texts),
        after=draw(st.none() | texts),
        group=draw(st.integers(0, 3)),
        also_in=tuple(draw(st.lists(citations, max_size=2))),
        disagrees_with=tuple(draw(st.lists(citations, max_size=2))),
    )


@st.composite
def answers(draw: st.DrawFn, readings: st.SearchStrategy[str] = texts) -> Answer:
    """Return an answer in which anything may stand."""
    return Answer(
        question=draw(texts),
        answered=draw(st.booleans()),
        confidence=draw(probabilities),
        answers=tuple(draw(st.lists(sentences(readings), max_size=4))),
        understood_as=draw(st.none() | texts),
        stale_sources=tuple(draw(st.lists(texts, max_size=1))),
    )
