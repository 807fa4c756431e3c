"""What a store of words in Tantivy holds of each text, and how a text becomes terms."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

ANALYZER = "raw"
"""Not a name of our own, because counts of several terms at once (Tantivy's filter aggregations) are asked for in a
text, which Tantivy reads with its own tokenizers, whatever was registered. Its own "raw" leaves a term as it is."""
SPELLED = "spelled"
"""The field of this name keeps words as they are spelled, accents folded: neither stemmed nor in one case."""
LONGEST_TERM = 60
"""Longer runs are no words (digests, addresses) and only grow the dictionary."""


def length_field(field: str) -> str:
    """Return the name of what keeps how many words a text has in a field."""
    return f"{field}_length"


def schema(fields: Sequence[str]) -> Any:  # noqa: ANN401 - Tantivy's schema
    """Return the schema of a store with these fields."""
    import tantivy

    builder = tantivy.SchemaBuilder()
    builder.add_integer_field("id", indexed=True, fast=True)
    builder.add_integer_field("document", indexed=True, fast=True)
    for field in fields:
        if field == SPELLED:  # only its dictionary is read, with how many texts hold each word
            builder.add_text_field(field, tokenizer_name=SPELLED, index_option="basic")
        else:
            builder.add_text_field(field, tokenizer_name=ANALYZER, index_option="freq")
            builder.add_integer_field(length_field(field), fast=True)
    return builder.build()


def register_analyzers(index: Any, analyzer: Any) -> None:  # noqa: ANN401 - Tantivy's index and analyzer
    """Tell an index how its fields become terms; `analyzer` is what `make_analyzer` returns."""
    index.register_tokenizer(ANALYZER, analyzer)
    index.register_tokenizer(SPELLED, make_speller())


def make_analyzer() -> Any:  # noqa: ANN401 - Tantivy's analyzer
    """Return what makes a text terms: lower case, accents folded, stemmed."""
    from tantivy import Filter

    return _splitter().filter(Filter.lowercase()).filter(Filter.stemmer("English")).build()


def make_speller() -> Any:  # noqa: ANN401 - Tantivy's analyzer
    """Return what makes a text words as they are spelled: accents folded, and nothing else."""
    return _splitter().build()


def _splitter() -> Any:  # noqa: ANN401 - Tantivy's builder of analyzers
    from tantivy import Filter, TextAnalyzerBuilder, Tokenizer

    return TextAnalyzerBuilder(Tokenizer.simple()).filter(Filter.remove_long(LONGEST_TERM)).filter(Filter.ascii_fold())
