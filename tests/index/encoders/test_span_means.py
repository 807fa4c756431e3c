"""Vectors of stretches of a text, from its tokens' embeddings."""

from __future__ import annotations

import numpy as np
import pytest
from small_models import make_tokenizer

from index.encoders.base import to_unit_length
from index.encoders.span_means import mean_spans, sum_spans
from index.encoders.tokens import Window
from index.records import Span

TEXT = "the two leaders"
# One embedding for [CLS], each word, [SEP], and two of padding.
TOKENS = np.array([[9, 9, 9], [1, 0, 0], [0, 1, 0], [0, 0, 1], [8, 8, 8], [7, 7, 7], [7, 7, 7]], np.float32)


def window(text: str, start: int = 0) -> Window:
    """Return a window of a text that begins at `start`."""
    encoding = make_tokenizer().encode(text)
    return Window(0, encoding.ids, start, 0, encoding)


@pytest.mark.parametrize(
    ("span", "words"),
    [
        (Span(0, 15), [1, 1, 1]),
        (Span(4, 7), [0, 1, 0]),
        (Span(0, 7), [1, 1, 0]),
        (Span(5, 6), [0, 1, 0]),
        (Span(6, 9), [0, 1, 1]),
        (Span(3, 4), [0, 0, 0]),
        (Span(15, 40), [0, 0, 0]),
        (Span(0, 0), [0, 0, 0]),
    ],
)
def test_a_token_belongs_to_every_stretch_that_it_overlaps(span: Span, words: list[int]) -> None:
    """Special tokens and padding belong to none."""
    found = sum_spans(window(TEXT), TOKENS, [span])
    assert found.sums.tolist() == [words]
    assert found.counts.tolist() == [[sum(words)]]


def test_stretches_may_overlap() -> None:
    """A token then counts in both."""
    found = sum_spans(window(TEXT), TOKENS, [Span(0, 7), Span(4, 15)])
    assert found.sums.tolist() == [[1, 1, 0], [0, 1, 1]]


def test_no_stretches_are_no_rows() -> None:
    """The arrays keep their width."""
    found = sum_spans(window(TEXT), TOKENS, [])
    assert (found.sums.shape, found.counts.shape) == ((0, 3), (0, 1))


def test_a_stretch_may_reach_over_windows() -> None:
    """Its vector is the mean of its tokens in all of them."""
    spans = [Span(8, 24)]
    parts = [sum_spans(window(TEXT), TOKENS, spans), sum_spans(window(" the two leaders", 15), TOKENS, spans)]
    found = mean_spans(parts, np.zeros(3, np.float32))
    np.testing.assert_allclose(found, to_unit_length(np.array([[1, 1, 1]], np.float32)), rtol=1e-6)
    assert parts[1].sums.tolist() == [[1, 1, 0]]


def test_a_stretch_without_tokens_gets_its_texts_vector() -> None:
    """White space has no embedding of its own."""
    text = np.array([0, 0.6, 0.8], np.float32)
    found = mean_spans([sum_spans(window(TEXT), TOKENS, [Span(3, 4), Span(0, 3)])], text)
    assert found.dtype == np.float32
    np.testing.assert_allclose(found, np.array([[0, 0.6, 0.8], [1, 0, 0]]), rtol=1e-6)
