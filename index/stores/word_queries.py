"""Queries as Tantivy takes them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy as np
    from numpy.typing import NDArray


def any_of(schema: Any, field: str, weights: Mapping[str, float]) -> Any:  # noqa: ANN401 - Tantivy's schema and query
    """Return a query for texts that hold one of these terms or more, each scored by BM25 times its weight."""
    import tantivy

    held = ((tantivy.Query.term_query(schema, field, term, "freq"), weight) for term, weight in weights.items())
    should = tantivy.Occur.Should
    return tantivy.Query.boolean_query(
        [(should, query if weight == 1 else tantivy.Query.boost_query(query, weight)) for query, weight in held]
    )


def marked(schema: Any, field: str, scores: Mapping[str, float]) -> Any:  # noqa: ANN401 - Tantivy's schema and query
    """Return a query for texts that hold one of these terms or more, scored by the sum of their terms' scores."""
    import tantivy

    held = ((tantivy.Query.term_query(schema, field, term), score) for term, score in scores.items())
    return tantivy.Query.boolean_query(
        [(tantivy.Occur.Should, tantivy.Query.const_score_query(query, score)) for query, score in held]
    )


def chosen(schema: Any, key: str, keys: NDArray[np.int64]) -> Any:  # noqa: ANN401 - Tantivy's schema and query
    """Return a query for texts with one of these numbers, which adds nothing to a score."""
    import tantivy

    return tantivy.Query.const_score_query(tantivy.Query.term_set_query(schema, key, keys.tolist()), 0.0)


def all_of(*queries: Any) -> Any:  # noqa: ANN401 - Tantivy's queries
    """Return a query for what all of these find."""
    import tantivy

    return tantivy.Query.boolean_query([(tantivy.Occur.Must, query) for query in queries])
